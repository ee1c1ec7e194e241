<?php

class m_mail
{
    public $srv_dovecot = 'mail.panel.example';

    public function hook_quota_get()
    {
        return ['name' => 'mail', 'used' => first("SELECT COUNT(*) AS n FROM address a JOIN domaines d ON d.id = a.domain_id WHERE d.compte = ? AND a.type = ''", [$GLOBALS['cuid']])['n']];
    }

    public function hook_dom_add_mx_domain($id)
    {
        return $this->create_alias($id, 'postmaster', $GLOBALS['mem']->user['login'] . '@' . first("SELECT value FROM variable WHERE name = 'mailname_bounce'")['value']);
    }

    public function hook_dom_del_mx_domain($id)
    {
        global $db;
        foreach ($db->all("SELECT id FROM address WHERE domain_id = ? AND type = ''", [$id]) as $one) $this->delete($one['id']);
        $domain = first('SELECT domaine FROM domaines WHERE id = ?', [$id])['domaine'];
        // The brackets are missing in the real one too: it takes the DMARC records of everybody.
        $db->query("UPDATE sub_domaines SET web_action = 'DELETE' WHERE domaine = ? AND type = 'txt' AND (sub = '' AND valeur LIKE 'v=spf1 %') OR (sub = '_dmarc' AND valeur LIKE 'v=dmarc1;%')", [$domain]);
        $db->query("UPDATE sub_domaines SET web_action = 'DELETE' WHERE domaine = ? AND type IN ('defmx', 'defmx2')", [$domain]);
    }

    private function mine($id)
    {
        return first('SELECT a.*, d.domaine, m.id AS box, m.mail_action AS box_action FROM address a JOIN domaines d ON d.id = a.domain_id LEFT JOIN mailbox m ON m.address_id = a.id WHERE a.id = ? AND d.compte = ?', [$id, $GLOBALS['cuid']]) ?: no('mail', "This email is not yours, you can't change anything on it");
    }

    /** Answers the number as a text. */
    public function create($dom_id, $mail, $type = '', $dontcheck = false)
    {
        global $db, $quota, $dom;
        $domain = $dom->get_domain_byid($dom_id);
        if (!$domain) return false;
        if (!$dontcheck && !filter_var("$mail@$domain", FILTER_VALIDATE_EMAIL)) return no('mail', 'The email you entered is syntaxically incorrect');
        if ($type === '' && !$quota->cancreate('mail')) return no('mail', 'You cannot create email addresses: your quota is over', '', 'ALERT');
        if (first('SELECT id FROM address WHERE domain_id = ? AND address = ?', [$dom_id, $mail])) return no('mail', 'This email address already exists');
        $db->query('INSERT INTO address (domain_id, address, type) VALUES (?, ?, ?)', [$dom_id, $mail, $type]);
        return $db->lastid();
    }

    public function create_alias($dom_id, $m, $alias, $type = '', $dontcheck = false)
    {
        $id = $this->create($dom_id, $m, $type, $dontcheck);
        return $id ? $this->set_details($id, 0, 0, $alias, 'dovecot', $dontcheck) : false;
    }

    public function set_details($mail_id, $islocal, $quotamb, $recipients, $delivery = 'dovecot', $dontcheck = false)
    {
        global $db;
        $me = $this->mine($mail_id);
        if (!$me) return false;
        if ($me['box'] && !$islocal) $db->query("UPDATE mailbox SET mail_action = 'DELETE' WHERE address_id = ?", [$mail_id]);
        if (!$me['box'] && $islocal) $db->query('INSERT INTO mailbox SET address_id = ?, delivery = ?, path = ?', [$mail_id, $delivery, "/var/mail/{$me['address']}_{$me['domaine']}"]);
        if ($islocal) $db->query("UPDATE mailbox SET quota = ?, mail_action = 'OK' WHERE address_id = ?", [$quotamb, $mail_id]);
        $kept = '';
        foreach (preg_split('#\s+#', $recipients) as $one) {
            if ($one !== '' && ($dontcheck || filter_var($one, FILTER_VALIDATE_EMAIL)) && $one !== "{$me['address']}@{$me['domaine']}") $kept .= "$one\n";
        }
        $db->query('DELETE FROM recipient WHERE address_id = ?', [$mail_id]);
        if ($kept !== '') $db->query('INSERT INTO recipient SET address_id = ?, recipients = ?', [$mail_id, $kept]);
        return true;
    }

    public function set_passwd($mail_id, $pass, $canbeempty = false)
    {
        $me = $this->mine($mail_id);
        if (!$me || !$GLOBALS['admin']->checkPolicy('pop', "{$me['address']}@{$me['domaine']}", $pass)) return false;
        $hash = '{SHA512-CRYPT}' . crypt($pass, '$6$rounds=20000$' . bin2hex(random_bytes(8)));
        return $GLOBALS['db']->query('UPDATE address SET password = ? WHERE id = ?', [$hash, $mail_id]) !== false;
    }

    public function delete($mail_id)
    {
        global $db;
        $me = $this->mine($mail_id);
        if (!$me || $me['mail_action'] !== 'OK') return no('mail', "The email %s is already marked for deletion, it can't be deleted", $mail_id);
        if ($me['box']) {
            $db->query("UPDATE address SET mail_action = 'DELETE', enabled = 0 WHERE id = ?", [$mail_id]);
            $db->query("UPDATE mailbox SET mail_action = 'DELETE' WHERE address_id = ?", [$mail_id]);
        } else {
            // In this order, which the references between the tables forbid as long as there are recipients.
            $db->query('DELETE FROM address WHERE id = ?', [$mail_id]);
            $db->query('DELETE FROM mailbox WHERE address_id = ?', [$mail_id]);
            $db->query('DELETE FROM recipient WHERE address_id = ?', [$mail_id]);
        }
        return true;
    }

    public function undelete($mail_id)
    {
        global $db;
        $me = $this->mine($mail_id);
        if (!$me || $me['type'] !== '' || $me['mail_action'] !== 'DELETE' || $me['box_action'] !== 'DELETE') return no('mail', "Sorry, deletion of email %s is already in progress, or not marked for deletion, it can't be undeleted", $mail_id, 'ALERT');
        $db->query("UPDATE address SET mail_action = 'OK', enabled = 1 WHERE id = ?", [$mail_id]);
        $db->query("UPDATE mailbox SET mail_action = 'OK' WHERE address_id = ?", [$mail_id]);
        return true;
    }

    public function catchall_set($domain_id, $target)
    {
        $there = first("SELECT a.id FROM address a JOIN recipient r ON r.address_id = a.id WHERE a.domain_id = ? AND a.address = ''", [$domain_id]);
        if ($there) $this->delete($there['id']);
        return $this->create_alias($domain_id, '', $target, 'catchall', true);
    }
}
