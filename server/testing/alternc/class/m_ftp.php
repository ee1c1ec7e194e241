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
        if (empty($pass)) return no('ftp', "Password can't be empty");
        if (!$this->allowed($prefixe, $login, $pass)) return false;
        if (!$quota->cancreate('ftp')) return no('ftp', 'Your FTP account quota is over');
        $db->query('INSERT INTO ftpusers (name, encrypted_password, homedir, uid) VALUES (?, ?, ?, ?)', [$prefixe . ($login ? "_$login" : ''), self::hash($pass), getuserpath() . '/' . ltrim($dir, '/'), $cuid]);
        return true;
    }

    public function put_ftp_details($id, $prefixe, $login, $pass, $dir)
    {
        global $db, $cuid;
        if (!$this->allowed($prefixe, $login, $pass)) return false;
        $db->query('UPDATE ftpusers SET name = ?, encrypted_password = ?, homedir = ? WHERE id = ? AND uid = ?', [$prefixe . ($login ? "_$login" : ''), self::hash($pass), getuserpath() . '/' . ltrim($dir, '/'), $id, $cuid]);
        return true;
    }

    private function allowed($prefixe, $login, $pass)
    {
        global $mem, $cuid;
        if ($prefixe !== $mem->user['login'] && !first('SELECT id FROM domaines WHERE compte = ? AND BINARY domaine = ?', [$cuid, $prefixe])) return no('ftp', 'The chosen prefix is not allowed');
        return $GLOBALS['admin']->checkPolicy('ftp', $prefixe . ($login ? "_$login" : ''), $pass);
    }

    private static function hash($pass)
    {
        return crypt($pass, '$6$rounds=20000$' . bin2hex(random_bytes(8)));
    }
}
