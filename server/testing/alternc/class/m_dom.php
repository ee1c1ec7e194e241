<?php

class m_dom
{
    public $fic_lock_cron;
    public $islocked = false;
    public $tld_no_check_at_all = 0;

    public function whois($domain)
    {
        return NAME_SERVERS[$domain] ?? false;
    }

    public function lock()
    {
        if ($this->islocked) no('dom', '--- Program error --- Lock already obtained!');
        if (TROUBLE === 'raced') touch($this->fic_lock_cron);
        while (file_exists($this->fic_lock_cron) && filemtime($this->fic_lock_cron) > time() - 900) {
            clearstatcache();
            sleep(2);
        }
        touch($this->fic_lock_cron);
        $this->islocked = true;
        // To be extra safe, says the real one; it takes away the lock of whoever has it by then.
        register_shutdown_function([$this, 'unlock'], 1);
        for ($slept = 0; TROUBLE === 'slow' && $slept < 300; $slept++) usleep(100000);
        return true;
    }

    public function unlock($isshutdown = 0)
    {
        if (!$isshutdown && !$this->islocked) no('dom', '--- Program error --- No lock on the domains!');
        @unlink($this->fic_lock_cron);
        $this->islocked = false;
        if (TROUBLE === 'overtaken' && !$isshutdown) touch($this->fic_lock_cron);
        return true;
    }

    private function without_lock()
    {
        return !$this->islocked && !no('dom', '--- Program error --- No lock on the domains!');
    }

    public function add_domain($domain, $dns, $noerase = false, $force = false, $isslave = false, $slavedom = '')
    {
        global $db, $cuid, $quota, $hooks;
        if ($this->without_lock()) return false;
        if (first('SELECT domain FROM forbidden_domains WHERE domain = ?', [$domain]) && !$force) return no('dom', 'The requested domain is forbidden in this server, please contact the administrator');
        if (first('SELECT id FROM domaines WHERE domaine = ?', [$domain])) return no('dom', 'The domain already exist');
        // The real one looks the name servers up even when forced, and complains of what it does not find.
        if ($this->whois($domain) === false) no('dom', 'The domain has no parent. Check syntax', '', 'ALERT');
        if (!$force) {
            $v = checkhostallow($domain, $this->whois($domain));
            if ($v === -1) return no('dom', 'The last member of the domain name is incorrect or cannot be hosted in that server');
            if ($dns && ($v === -2 || $v === -3)) return no('dom', 'The domain cannot be found in the whois database', '', 'ALERT');
        }
        if (!$quota->cancreate('dom')) return no('dom', 'Your domain quota is over, you cannot create more domain names', '', 'ALERT');
        // Neither '' nor a boolean: the database is strict, and only what is not forced is put into shape.
        if (!$db->query("INSERT INTO domaines (compte, domaine, gesdns, gesmx, noerase, dns_action) VALUES (?, ?, ?, ?, ?, 'UPDATE')", [$cuid, $domain, $force ? $dns : (int) $dns, $dns ? '1' : '0', $noerase ? '1' : '0'])) return no('dom', 'An unexpected error occured when creating the domain');
        $id = $db->lastid();
        foreach ($db->all('SELECT * FROM default_subdomains') as $one) {
            $this->set_sub_domain($domain, $one['sub'], strtolower($one['domain_type']), str_replace('%%DOMAIN%%', $domain, $one['domain_type_parameter']), 0, 'both');
        }
        if ($dns) $hooks->invoke('hook_dom_add_mx_domain', [$id]);
        return true;
    }

    public function hook_dom_add_mx_domain($id)
    {
        $this->set_sub_domain($this->get_domain_byid($id), '', 'DEFMX', '', 0, '');
    }

    public function hook_quota_get()
    {
        return ['name' => 'dom', 'used' => first('SELECT COUNT(*) AS n FROM domaines WHERE compte = ?', [$GLOBALS['cuid']])['n']];
    }

    public function get_domain_byid($id)
    {
        $row = first('SELECT domaine FROM domaines WHERE id = ? AND compte = ?', [$id, $GLOBALS['cuid']]);
        return $row ? $row['domaine'] : no('dom', 'This domain is not installed in your account');
    }

    public function edit_domain($dom, $dns, $gesmx, $force = false, $ttl = 3600)
    {
        global $db, $cuid, $hooks;
        if ($this->without_lock()) return false;
        if ($dns && !$force && checkhostallow($dom, $this->whois($dom)) < 0) return no('dom', 'The DNS of this domain do not match', '', 'ALERT');
        $r = first('SELECT * FROM domaines WHERE domaine = ? AND compte = ?', [$dom, $cuid]);
        if (!$r) return no('dom', 'The domain name %s does not exist', $dom);
        if ($r['gesdns'] == $dns && $r['gesmx'] == $gesmx && $r['zonettl'] == $ttl) {
            $GLOBALS['msg']->raise('INFO', 'dom', 'No change has been requested...');
            return true;
        }
        if ($gesmx && !$r['gesmx']) $hooks->invoke('hook_dom_add_mx_domain', [$r['id']]);
        if (!$gesmx && $r['gesmx']) $hooks->invoke('hook_dom_del_mx_domain', [$r['id']]);
        $db->query("UPDATE domaines SET gesdns = ?, gesmx = ?, zonettl = ?, dns_action = 'UPDATE' WHERE domaine = ?", [$dns, $gesmx, $ttl, $dom]);
        return true;
    }

    public function del_domain($domain)
    {
        global $db, $cuid, $hooks;
        $this->lock();
        $r = first('SELECT id FROM domaines WHERE domaine = ? AND compte = ?', [$domain, $cuid]);
        if (!$r) return no('dom', "Domain '$domain' not found");
        $this->unlock();
        $db->query("DELETE FROM ftpusers WHERE uid = ? AND (name LIKE ? OR name = ?)", [$cuid, "$domain\\_%", $domain]);
        $hooks->invoke('hook_dom_del_mx_domain', [$r['id']]);
        $db->query("UPDATE sub_domaines SET web_action = 'DELETE' WHERE domaine = ?", [$domain]);
        $db->query("UPDATE domaines SET dns_action = 'DELETE' WHERE domaine = ?", [$domain]);
        return true;
    }

    public function can_create_subdomain($dom, $sub, $type, $sub_domain_id = 0)
    {
        $rule = first('SELECT UPPER(compatibility) AS fits FROM domaines_type WHERE UPPER(name) = UPPER(?)', [$type]);
        if (!$rule || $type === 'cname' && $sub === '') return false;
        foreach ($GLOBALS['db']->all("SELECT type FROM sub_domaines WHERE sub = ? AND domaine = ? AND NOT id = ? AND web_action <> 'DELETE' AND enable NOT IN ('DISABLED', 'DISABLE')", [$sub, $dom, $sub_domain_id]) as $one) {
            if (!in_array(strtoupper($one['type']), explode(',', $rule['fits']), true)) return false;
        }
        return true;
    }

    public function get_sub_domain_all($id)
    {
        if ($this->without_lock()) return false;
        return first('SELECT s.* FROM sub_domaines s JOIN domaines_type t ON UPPER(t.name) = UPPER(s.type) WHERE s.compte = ? AND s.id = ?', [$GLOBALS['cuid'], $id]) ?: no('dom', 'The sub-domain does not exist');
    }

    public function set_sub_domain($dom, $sub, $type, $dest, $sub_domain_id, $https)
    {
        global $db, $cuid;
        if ($this->without_lock()) return false;
        if ($sub !== '' && $sub !== '*' && !in_array(checkfqdn($sub), [0, 4], true)) return no('dom', 'There is some forbidden characters in the sub domain', '', 'ALERT');
        if (!$this->check_type_value($type, $dest)) return no('dom', 'The value is not of that type');
        $fits = 'The parameters for this subdomain and domain type are invalid. Please check for subdomain entries incompatibility';
        if (!$this->can_create_subdomain($dom, $sub, $type, $sub_domain_id)) return no('dom', $fits);
        if ($sub_domain_id != 0) $this->del_sub_domain($sub_domain_id);
        $db->query("INSERT INTO sub_domaines (compte, domaine, sub, valeur, type, web_action, https) VALUES (?, ?, ?, ?, ?, 'UPDATE', ?)", [$cuid, $dom, $sub, $dest, $type, $https]);
        if ($type === 'vhost' && !is_dir(getuserpath() . $dest) && !@mkdir(getuserpath() . $dest, 0770, true)) no('dom', 'Cannot write to the destination folder');
        $db->query("UPDATE domaines SET dns_action = 'UPDATE' WHERE domaine = ?", [$dom]);
        return true;
    }

    private function check_type_value($type, $value)
    {
        switch (first('SELECT target FROM domaines_type WHERE name = ?', [$type])['target'] ?? '') {
            case 'NONE': return empty($value);
            case 'URL': return (bool) filter_var($value, FILTER_VALIDATE_URL);
            case 'IP': return (bool) filter_var($value, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4);
            case 'IPV6': return (bool) filter_var($value, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6);
            case 'DOMAIN': return substr($value, -1) === '.' && in_array(checkfqdn(rtrim($value, '.')), [0, 4], true);
            case 'DIRECTORY': return strpos((realpath(getuserpath() . $value) ?: getuserpath()) . '/', (realpath(getuserpath()) ?: getuserpath()) . '/') === 0;
            default: return true;
        }
    }

    public function del_sub_domain($id)
    {
        global $db;
        $r = $this->get_sub_domain_all($id);
        if (!$r) return false;
        $db->query("UPDATE sub_domaines SET web_action = 'DELETE' WHERE id = ?", [$id]);
        $db->query("UPDATE domaines SET dns_action = 'UPDATE' WHERE domaine = ?", [$r['domaine']]);
        return true;
    }

    public function sub_domain_change_status($id, $status)
    {
        global $db;
        $r = $this->get_sub_domain_all($id);
        if ($status === 'ENABLE' && !$this->can_create_subdomain($r['domaine'], $r['sub'], $r['type'], $id)) return no('dom', 'The parameters for this subdomain and domain type are invalid');
        $db->query('UPDATE sub_domaines SET enable = ? WHERE id = ?', [$status, $id]);
        $db->query("UPDATE domaines SET dns_action = 'UPDATE' WHERE domaine = ?", [$r['domaine']]);
        return true;
    }
}
