<?php

class m_mysql
{
    public function hook_quota_get()
    {
        return ['name' => 'mysql', 'used' => first('SELECT COUNT(*) AS n FROM db WHERE uid = ?', [$GLOBALS['cuid']])['n']];
    }

    /** A success is told as news. */
    public function add_db($dbname)
    {
        global $db, $cuid, $quota;
        if (!$quota->cancreate('mysql')) return no('mysql', 'Your databases quota is over. You cannot create more databases', '', 'ALERT');
        $suffix = explode('_', $dbname)[1] ?? $dbname;
        if (empty($suffix)) return no('mysql', "Database can't have empty suffix");
        if (!preg_match('#^[0-9a-z]*$#', $suffix)) return no('mysql', 'Database name can contain only letters and numbers');
        if (first('SELECT id FROM db WHERE db = ?', [$dbname])) return no('mysql', 'Database %s already exists', $dbname);
        $db->query('INSERT INTO db (uid, login, pass, db) VALUES (?, ?, ?, ?)', [$cuid, $dbname, 'made-up-one', $dbname]);
        $db->query("INSERT INTO dbusers (uid, name, password, enable) VALUES (?, ?, 'made-up-two', 'ACTIVATED')", [$cuid, $dbname]);
        $GLOBALS['msg']->raise('INFO', 'mysql', "L'utilisateur '%s' a été créé, made-up-one made-up-two", $dbname);
        return true;
    }
}
