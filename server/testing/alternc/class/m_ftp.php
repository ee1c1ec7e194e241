<?php

class m_ftp
{
    public function hook_quota_get()
    {
        return ['name' => 'ftp', 'used' => first('SELECT COUNT(*) AS n FROM ftpusers WHERE uid = ?', [$GLOBALS['cuid']])['n']];
    }

    public function add_ftp($prefixe, $login, $pass, $dir)
    {
        global $db, $cuid, $quota;
        if (!$quota->cancreate('ftp')) return no('ftp', 'Your FTP account quota is over');
        $db->query('INSERT INTO ftpusers (name, encrypted_password, homedir, uid) VALUES (?, ?, ?, ?)', [$prefixe . ($login ? "_$login" : ''), self::hash($pass), getuserpath() . '/' . ltrim($dir, '/'), $cuid]);
        return true;
    }

    public function put_ftp_details($id, $prefixe, $login, $pass, $dir)
    {
        global $db, $cuid;
        $db->query('UPDATE ftpusers SET name = ?, encrypted_password = ?, homedir = ? WHERE id = ? AND uid = ?', [$prefixe . ($login ? "_$login" : ''), self::hash($pass), getuserpath() . '/' . ltrim($dir, '/'), $id, $cuid]);
        return true;
    }

    private static function hash($pass)
    {
        return crypt($pass, '$6$rounds=20000$' . bin2hex(random_bytes(8)));
    }
}
