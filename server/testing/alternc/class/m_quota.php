<?php

class m_quota
{
    private $known = [];

    /** Kept for the whole run unless one insists; 0 for what nobody knows. */
    public function getquota($ressource = '', $recheck = false)
    {
        global $cuid, $hooks, $db;
        if ($recheck) $this->known = [];
        if (!isset($this->known[$cuid])) {
            $all = ['web' => ['name' => 'web', 'u' => '0', 't' => '0']];
            foreach ($hooks->invoke('hook_quota_get') as $one) $all[$one['name']] = $one + ['u' => $one['used'], 't' => '0'];
            foreach ($db->all('SELECT name, total FROM quotas WHERE uid = ?', [$cuid]) as $row) {
                if (isset($all[$row['name']])) $all[$row['name']]['t'] = $row['total'];
            }
            $this->known[$cuid] = $all;
        }
        return $ressource === '' ? $this->known[$cuid] : $this->known[$cuid][$ressource] ?? 0;
    }

    public function cancreate($ressource = '')
    {
        $q = $this->getquota($ressource);
        return $q['u'] < $q['t'];
    }

    public function setquota($ressource, $size)
    {
        global $cuid, $db;
        $db->query('REPLACE INTO quotas (uid, name, total) VALUES (?, ?, ?)', [$cuid, $ressource, $size]);
        return true;
    }
}
