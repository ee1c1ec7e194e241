<?php

class m_admin
{
    public $enabled = 0;

    public function checkPolicy($policy, $login, $password, $canbeempty = false)
    {
        if (strlen($password) < 8) return no('admin', 'The password length is too short according to the password policy');
        foreach (array_filter(array_merge(preg_split('/[@_-]/', $login), [$login]), 'strlen') as $part) {
            if (strpos($password, $part) !== false || strpos($part, $password) !== false) return no('admin', 'The password policy prevents you to use your login name inside your password or the other way around');
        }
        return strlen($password) <= 64 || no('admin', 'The password is too long according to the password policy');
    }

    public function add_mem($login, $pass, $nom, $prenom, $mail, $canpass = 1, $type = 'default', $duration = 0, $notes = '', $force = 0, $create_dom = '', $db_server_id = 0)
    {
        global $db, $mem, $cuid;
        if (!$this->enabled) return no('admin', '-- Only administrators can access this page! --');
        if (empty($db_server_id)) return no('admin', 'Missing db_server field');
        if (!filter_var($mail, FILTER_VALIDATE_EMAIL)) return no('admin', 'Please enter a valid email address');
        if (!preg_match('#^[a-z0-9]{1,14}$#', $login)) return no('admin', 'Login can only contains characters a-z and 0-9');
        if (first('SELECT uid FROM membres WHERE login = ?', [$login])) return no('admin', 'This login already exists');
        $uid = first('SELECT MAX(uid) + 1 AS uid FROM membres')['uid'];
        $db->query('INSERT INTO membres (uid, login, pass, mail, creator, canpass, type, created, notes, db_server_id) VALUES (?, ?, ?, ?, ?, ?, ?, NOW(), ?, ?)', [$uid, $login, password_hash($pass, PASSWORD_BCRYPT), $mail, $cuid, $canpass, $type, $notes, $db_server_id]);
        $db->query('INSERT INTO local (uid, nom, prenom) VALUES (?, ?, ?)', [$uid, $nom, $prenom]);
        $mem->su($uid);
        $db->query('INSERT INTO quotas (uid, name, total) SELECT ?, quota, value FROM defquotas WHERE type = ?', [$uid, $type]);
        $mem->unsu();
        return $uid;
    }
}
