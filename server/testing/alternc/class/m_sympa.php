<?php

class m_sympa
{
    public function hook_quota_get()
    {
        // It counts nothing: whoever has one may have any number.
        return ['name' => 'sympa', 'used' => 0];
    }

    /** Takes and gives back the lock itself. */
    public function add_robot($domain, $webdomain, $websubdomain, $listmasters)
    {
        global $db, $cuid, $dom;
        $mail = first('SELECT id, gesmx FROM domaines WHERE domaine = ? AND compte = ?', [$domain, $cuid]);
        $web = first('SELECT id FROM domaines WHERE domaine = ? AND compte = ?', [$webdomain, $cuid]);
        if (!$mail || !$web || !$mail['gesmx']) return no('sympa', 'Domain not found');
        $dom->lock();
        $made = $dom->set_sub_domain($webdomain, $websubdomain, 'sympa-robot', '', 0, '');
        $dom->unlock();
        if (!$made) return no('sympa', "Can't set the web sub-domain, please check this name is not already used.");
        $db->query("INSERT INTO sympa SET uid = ?, mail = ?, mail_domain_id = ?, web = ?, web_domain_id = ?, websub = ?, listmasters = ?, sympa_action = 'CREATE'", [$cuid, $domain, $mail['id'], $webdomain, $web['id'], $websubdomain, "$listmasters\n"]);
        return true;
    }
}
