<?php

/** Each value comes twice, under its name and under a number; numbers come as numbers, and what fails is thrown, as from PHP 8.1 on. */
class DB_system
{
    public $Record = [];
    private $pdo;
    private $statement;

    public function __construct(string $url)
    {
        $at = parse_url($url);
        $this->pdo = new PDO("mysql:host={$at['host']};port={$at['port']};dbname=" . ltrim($at['path'], '/') . ';charset=utf8mb4', $at['user'], $at['pass'], [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }

    public function query($sql, $values = [])
    {
        $this->statement = $this->pdo->prepare($sql);
        return $this->statement->execute($values);
    }

    public function next_record()
    {
        $this->Record = $this->statement ? $this->statement->fetch(PDO::FETCH_BOTH) : false;
        return is_array($this->Record);
    }

    public function f($name)
    {
        return $this->Record[$name];
    }

    public function lastid()
    {
        return $this->pdo->lastInsertId();
    }

    public function all($sql, $values = [])
    {
        $this->query($sql, $values);
        return $this->statement->fetchAll(PDO::FETCH_ASSOC);
    }
}

/** The first row of a question, or null. */
function first($sql, $values = [])
{
    return $GLOBALS['db']->all($sql, $values)[0] ?? null;
}

function no($class, $text, $param = '', $level = 'ERROR')
{
    $GLOBALS['msg']->raise($level, $class, $text, $param);
    return false;
}

function getuserpath($user = null)
{
    $user = $user ?? $GLOBALS['mem']->user['login'];
    return rtrim(ALTERNC_HTML, '/') . '/' . substr($user, 0, 1) . '/' . $user;
}

function tld_of($domain)
{
    return first("SELECT tld, mode FROM tld WHERE ? LIKE CONCAT('%.', tld) ORDER BY LENGTH(tld) DESC LIMIT 1", [$domain]);
}

/** -1: not that ending; -2: it must exist; -3: its name servers must be ours. */
function checkhostallow($domain, $dns)
{
    $tld = tld_of($domain);
    if ($GLOBALS['dom']->tld_no_check_at_all) return 0;
    if (!$tld || !$tld['mode']) return -1;
    if ($tld['mode'] != 4 && !is_array($dns)) return -2;
    if ($tld['mode'] > 2) return $tld['tld'];
    $ours = array_intersect([$GLOBALS['L_NS1_HOSTNAME'], $GLOBALS['L_NS2_HOSTNAME']], $dns);
    return isset($ours[0]) && ($tld['mode'] == 1 || isset($ours[1])) ? $tld['tld'] : -3;
}

function checkhostallow_nodns($domain)
{
    $tld = tld_of($domain);
    return !$tld || !$tld['mode'] || substr_count($domain, '.') > substr_count($tld['tld'], '.') + 1 ? 1 : 0;
}

/** 0 when it is a name with a dot, 4 without one, 3 when it holds what it may not. */
function checkfqdn($name)
{
    foreach (explode('.', $name) as $label) {
        if (!preg_match('#^[a-z0-9_]([a-z0-9-]*[a-z0-9])?$#i', $label)) return 3;
    }
    return strpos($name, '.') === false ? 4 : 0;
}
