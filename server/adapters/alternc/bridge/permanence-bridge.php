#!/usr/bin/env php
<?php
/**
 * Permanence's bridge to AlternC.
 *
 * One question comes as one line of JSON on standard input; one answer leaves as one line of JSON on standard output.
 * Only the calls listed in CALLS can be asked, each with the arguments listed there and nothing else. A call that changes
 * something names an account, acts as that account, and touches nothing that belongs to another. Every call looks before
 * it acts: asked a second time, it answers "already" and does nothing.
 *
 * What it never does: remove an account, a mailbox, a database or an FTP login; act as an administrator; run over the web;
 * keep, print or log a password; wait long for AlternC's lock.
 *
 * For AlternC 3.5, PHP 7.4 to 8.x. How to install it, what it may read and how to remove it: README.md beside this file.
 */

namespace Permanence;

const PROTOCOL = 1;
const LONGEST_QUESTION = 262144;
/** What AlternC's columns of numbers hold. */
const WIDEST_NUMBER = 4294967295;
/** After so many seconds AlternC takes its lock for one that was forgotten. It would wait as long; see PATIENCE. */
const STALE_LOCK = 900;

/** Every call there is: the kind of each argument (see `argument`), a `?` before those that may be left out. */
const CALLS = [
    'health' => [],
    'find' => ['by' => 'field', 'value' => 'line'],
    'account.create' => ['login' => 'login', 'email' => 'email', 'firstName' => 'name-of-person', 'lastName' => 'name-of-person', 'notes' => 'line', 'password' => '?secret', 'hash' => '?secret'],
    'read' => ['account' => 'id'],
    'quota.set' => ['account' => 'id', 'quota' => 'quota', 'total' => 'number'],
    'domain.add' => ['account' => 'id', 'domain' => 'domain', 'dns' => 'bool', 'mail' => 'bool', 'force' => 'bool'],
    'domain.set' => ['account' => 'id', 'domain' => 'domain', 'dns' => 'bool', 'mail' => 'bool', 'ttl' => 'number'],
    'domain.remove' => ['account' => 'id', 'domain' => 'domain'],
    'entry.set' => ['account' => 'id', 'domain' => 'domain', 'name' => 'name', 'type' => 'type', 'value' => 'line', 'replaces' => '?id'],
    'entry.remove' => ['account' => 'id', 'domain' => 'domain', 'id' => 'id'],
    'entry.enable' => ['account' => 'id', 'domain' => 'domain', 'id' => 'id', 'enabled' => 'bool'],
    'mail.address' => ['account' => 'id', 'domain' => 'domain', 'local' => 'local', 'quotaMb' => '?number', 'recipients' => 'emails'],
    'mail.password' => ['account' => 'id', 'domain' => 'domain', 'local' => 'local', 'password' => '?secret', 'hash' => '?secret'],
    'mail.hash' => ['account' => 'id', 'domain' => 'domain', 'local' => 'local'],
    'mail.catchall' => ['account' => 'id', 'domain' => 'domain', 'target' => 'target'],
    'ftp.set' => ['account' => 'id', 'prefix' => 'line', 'login' => 'line', 'folder' => 'folder', 'password' => '?secret', 'hash' => '?secret'],
    'database.add' => ['account' => 'id', 'name' => 'database'],
    'lists.add' => ['account' => 'id', 'domain' => 'domain', 'host' => 'domain', 'listmasters' => 'emails'],
];

/** The calls that change nothing; of the others only one is at work at a time. */
const LOOKING = ['health', 'find', 'read', 'mail.hash'];

/** What AlternC calls each quota. */
const QUOTAS = ['domains' => 'dom', 'mailboxes' => 'mail', 'ftp' => 'ftp', 'databases' => 'mysql', 'lists' => 'sympa', 'web' => 'web'];

/** The kinds of names of a domain that may be made; AlternC has more, which are read but never written. */
const TYPES = ['vhost', 'url', 'ip', 'ipv6', 'cname', 'txt', 'mx', 'mx2', 'defmx'];

/** The ways of keeping a password that may be carried over: what AlternC's Dovecot and FTP server read, and no other. */
const HASH = '#^(\{(SHA512-CRYPT|SHA256-CRYPT|MD5-CRYPT|BLF-CRYPT|CRYPT)\})?\$(1|2[aby]|5|6)\$[A-Za-z0-9./$=]{16,220}$#D';

/** The errors that end a program: only these explain why it ended. */
const FATAL = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

const ALREADY = ['done' => 'already'];
const NOW = ['done' => 'now'];

const ACCOUNT = 'SELECT m.uid, m.login, m.mail, m.enabled, l.nom, l.prenom FROM membres m LEFT JOIN local l ON l.uid = m.uid';

/** A refusal: a word that programs can rely on, a sentence for a person, and whether waiting helps. */
final class No extends \Exception
{
    public $reason;
    public $retry;

    public function __construct(string $reason, string $says, bool $retry = false)
    {
        parent::__construct($says);
        $this->reason = $reason;
        $this->retry = $retry;
    }
}

/** What must outlive an accident: whether we answered, and which texts may never be repeated. */
final class Memory
{
    public static $answered = false;
    public static $secrets = [];
    public static $question = [];
}

// ------------------------------------------------------------------------------------------------ coming and going

if (PHP_SAPI !== 'cli') {
    http_response_code(404);
    exit;
}
// Arguments of functions, passwords among them, stay out of the traces of errors.
ini_set('zend.exception_ignore_args', '1');
ini_set('display_errors', 'stderr');
ini_set('html_errors', '0');
error_reporting(E_ERROR);
// AlternC begins a session as for a browser: no cookie, and `answer` removes its file.
ini_set('session.use_cookies', '0');
ini_set('session.cache_limiter', '');
// Whatever AlternC prints is kept apart, so that our line stands alone.
ob_start();
register_shutdown_function('Permanence\last_word');

try {
    Memory::$question = question(STDIN);
} catch (No $no) {
    refuse($no);
    exit(0);
}

// AlternC expects to be loaded here, at the top: its parts are global variables ($db, $dom, $mail, $mem, …).
/** Seconds we wait for AlternC's lock before we say that it is taken. */
define('Permanence\PATIENCE', (int) (getenv('PERMANENCE_ALTERNC_PATIENCE') ?: 8));
define('PERMANENCE_ALTERNC', getenv('PERMANENCE_ALTERNC_CLASSES') ?: '/usr/share/alternc/panel/class');
// Without its settings AlternC would end in an error of PHP.
foreach (array_merge([PERMANENCE_ALTERNC . '/config_nochk.php'], getenv('PERMANENCE_ALTERNC_CLASSES') ? [] : ['/etc/alternc/local.sh']) as $needed) {
    if (!is_readable($needed)) {
        refuse(new No('no-alternc', "AlternC is not installed here, or may not be read by the user who runs the bridge: $needed."));
        exit(0);
    }
}
if (function_exists('pcntl_signal')) {
    // Whoever asked may give up: AlternC's lock is given back then too, which the signals alone would not do.
    pcntl_async_signals(true);
    foreach ([SIGTERM, SIGHUP, SIGINT] as $signal) {
        pcntl_signal($signal, function () { throw new No('crashed', 'The question was called off in the middle.', true); });
    }
}
// AlternC loads its files by their bare names: they are looked for where we stand, so nobody else's folder may be that place.
chdir(PERMANENCE_ALTERNC);
try {
    require PERMANENCE_ALTERNC . '/config_nochk.php';
    error_reporting(E_ERROR);
    $admin->enabled = 1;
    answer(['ok' => true, 'result' => call(Memory::$question['call'], Memory::$question['args'])]);
} catch (No $no) {
    refuse($no);
} catch (\Throwable $thrown) {
    $missing = strpos($thrown->getMessage(), 'Failed opening') === 0;
    refuse($missing ? new No('no-alternc', 'AlternC may not be read by the user who runs the bridge: ' . $thrown->getMessage()) : new No('crashed', 'AlternC failed: ' . get_class($thrown) . ': ' . $thrown->getMessage(), true));
}
exit(0);

/** Reads the one line, and checks it whole before AlternC is even loaded. */
function question($from): array
{
    $line = (string) fgets($from, LONGEST_QUESTION + 2);
    if (strlen($line) > LONGEST_QUESTION) {
        throw new No('bad-request', 'The question is too long.');
    }
    $asked = json_decode($line, true, 8);
    if (!is_array($asked) || !isset($asked['call']) || !is_string($asked['call'])) {
        throw new No('bad-request', 'The question is not one line of JSON that names a call.');
    }
    foreach (['password', 'hash'] as $secret) {
        if (isset($asked['args'][$secret]) && is_string($asked['args'][$secret]) && $asked['args'][$secret] !== '') {
            Memory::$secrets[] = $asked['args'][$secret];
        }
    }
    if (($asked['protocol'] ?? null) !== PROTOCOL) {
        throw new No('protocol', 'This bridge speaks protocol ' . PROTOCOL . '.');
    }
    if (!isset(CALLS[$asked['call']])) {
        throw new No('unknown-call', 'There is no such call.');
    }
    return ['call' => $asked['call'], 'args' => arguments(CALLS[$asked['call']], $asked['args'] ?? [])];
}

function arguments(array $wanted, $given): array
{
    if (!is_array($given) || array_diff_key($given, $wanted)) {
        throw new No('bad-value', 'There are arguments that this call does not have.');
    }
    $args = [];
    foreach ($wanted as $name => $kind) {
        $value = $given[$name] ?? null;
        if ($value === null && $kind[0] === '?') {
            $args[$name] = null;
            continue;
        }
        $args[$name] = argument(ltrim($kind, '?'), $value);
        if ($args[$name] === null) {
            throw new No('bad-value', "The argument $name is missing or is not of the right form.");
        }
    }
    return $args;
}

/** The value as AlternC may see it, or null when it is not of that kind. */
function argument(string $kind, $value)
{
    $text = is_string($value) && strlen($value) <= 1024 && preg_match('#^[^\x00-\x1f\x7f]*$#Du', $value) ? $value : null;
    $lower = $text === null ? '' : strtolower($text);
    $label = '[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?';
    switch ($kind) {
        case 'bool':
            return is_bool($value) ? $value : null;
        case 'number':
            return is_int($value) && $value >= 0 && $value <= WIDEST_NUMBER ? $value : null;
        case 'id':
            return (is_int($value) || is_string($value)) && preg_match('#^[1-9][0-9]{0,17}$#D', (string) $value) ? (int) $value : null;
        case 'field':
            return in_array($value, ['id', 'login', 'email', 'domain'], true) ? $value : null;
        case 'quota':
            return is_string($value) ? QUOTAS[$value] ?? null : null;
        case 'type':
            return in_array($value, TYPES, true) ? $value : null;
        case 'login':
            return preg_match('#^[a-z0-9]{1,14}$#D', $lower) ? $lower : null;
        case 'domain':
            return strlen($lower) <= 100 && preg_match("#^($label\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$#D", $lower) ? $lower : null;
        case 'name':
            return $lower === '*' || ($text === '' || strlen($lower) <= 100) && preg_match("#^($label(\.$label)*)?$#D", $lower) ? $lower : null;
        case 'local':
            return strlen($lower) <= 64 && strpos($lower, '"') === false && filter_var("$lower@example.org", FILTER_VALIDATE_EMAIL) ? $lower : null;
        case 'email':
            // Between quotes there may be blanks, by which AlternC tells one recipient from the next.
            return $text !== null && strlen($text) <= 128 && strpos($text, '"') === false && filter_var($text, FILTER_VALIDATE_EMAIL) ? $text : null;
        case 'emails':
            return is_array($value) && count($value) <= 500 && array_values($value) === $value && !in_array(null, $all = array_map(function ($one) { return argument('email', $one); }, $value), true) ? $all : null;
        case 'target':
            return $text !== null && $text !== '' && $text[0] === '@' ? (argument('domain', substr($text, 1)) === null ? null : $lower) : argument('email', $text);
        case 'database':
            return preg_match('#^[a-z0-9]{1,14}(_[a-z0-9]{1,40})?$#D', $lower) ? $lower : null;
        case 'folder':
            // It is given to a shell by AlternC: letters, digits, dots, dashes, and never a way up.
            return $text !== null && preg_match('#^/?([A-Za-z0-9_][A-Za-z0-9._-]*/?)*$#D', $text) ? '/' . trim($text, '/') : null;
        case 'name-of-person':
            // As wide as AlternC's columns; what lies beyond three bytes is left out, since an older table refuses it half-way.
            $narrow = $text === null ? null : preg_replace('#[\x{10000}-\x{10FFFF}]#u', '', $text);
            return $narrow === null || preg_match_all('#.#su', $narrow) > 128 ? null : $narrow;
        case 'secret':
            return $text !== null && strlen($text) <= 255 ? $text : null;
        default:
            return $text;
    }
}

function refuse(No $no)
{
    answer(['ok' => false, 'code' => $no->reason, 'says' => $no->getMessage(), 'retry' => $no->retry]);
}

/** Writes the one line there will be; what AlternC printed and said goes along, without any password. */
function answer(array $what)
{
    if (Memory::$answered) {
        return;
    }
    Memory::$answered = true;
    if (session_status() === PHP_SESSION_ACTIVE) {
        @session_destroy();
    }
    $noise = '';
    while (ob_get_level() > 0) {
        $noise = ob_get_clean() . $noise;
    }
    $what = ['protocol' => PROTOCOL] + $what + ['messages' => said(), 'noise' => clean($noise)];
    if (isset($what['says'])) {
        $what['says'] = clean($what['says']);
    }
    $line = json_encode($what, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    fwrite(STDOUT, ($line ?: '{"protocol":' . PROTOCOL . ',"ok":false,"code":"crashed","says":"The answer could not be written.","retry":false,"messages":[],"noise":""}') . "\n");
    fflush(STDOUT);
    silence();
}

/**
 * Nothing may follow the line. What AlternC has left to do at the end of the program is done without a word; and it gives its
 * lock back once more there, which may be somebody else's by then: unless it is still ours, it is told of no lock.
 */
function silence()
{
    ini_set('display_errors', 'stderr');
    ob_start(function () { return ''; });
    if (isset($GLOBALS['dom']->fic_lock_cron) && empty($GLOBALS['dom']->islocked)) {
        $GLOBALS['dom']->fic_lock_cron = '/nonexistent/cron.lock';
    }
}

/** The answer when AlternC ended the program itself, by a fatal error or by `exit`. */
function last_word()
{
    if (!Memory::$answered) {
        $error = error_get_last();
        refuse(new No('crashed', trim('AlternC ended in the middle' . ($error && $error['type'] & FATAL ? ': ' . $error['message'] : '. ' . complaint())), true));
    }
}

/** AlternC's own messages, as {level, class, text}: ERROR and ALERT are objections, INFO is news. */
function said(): array
{
    $all = [];
    foreach (isset($GLOBALS['msg']->arrMessages) ? $GLOBALS['msg']->arrMessages : [] as $level => $messages) {
        foreach ($messages as $one) {
            $text = (string) $one['msg'];
            try {
                $text = is_array($one['param'] ?? '') ? (string) @vsprintf($text, $one['param']) : $text;
            } catch (\Throwable $unfilled) {
                // A message with more blanks than words for them is shown with its blanks.
            }
            $all[] = ['level' => $level, 'class' => (string) $one['clsid'], 'text' => clean($text)];
        }
    }
    return array_slice($all, 0, 50);
}

/** A text that may be shown: no password, no markup, not too long. */
function clean(string $text): string
{
    $text = trim(strip_tags(str_replace(Memory::$secrets, '•••', $text)));
    return strlen($text) > 1000 ? substr($text, 0, 1000) . '…' : $text;
}

// ------------------------------------------------------------------------------------------------ asking AlternC

function call(string $name, array $args): array
{
    if (!in_array($name, LOOKING, true)) {
        one_at_a_time();
    }
    if (isset($args['account'])) {
        $args['account'] = act_as($args['account']);
    }
    switch ($name) {
        case 'health': return health();
        case 'find': return find($args);
        case 'account.create': return account_create($args);
        case 'read': return read($args['account']);
        case 'quota.set': return quota_set($args);
        case 'domain.add': return domain_add($args);
        case 'domain.set': return domain_set($args);
        case 'domain.remove': return domain_remove($args);
        case 'entry.set': return entry_set($args);
        case 'entry.remove': return entry_remove($args);
        case 'entry.enable': return entry_enable($args);
        case 'mail.address': return mail_address($args);
        case 'mail.password': return mail_password($args);
        case 'mail.hash': return mail_hash($args);
        case 'mail.catchall': return mail_catchall($args);
        case 'ftp.set': return ftp_set($args);
        case 'database.add': return database_add($args);
        case 'lists.add': return lists_add($args);
    }
}

/** The rows of a question to AlternC's database, by name only: AlternC gives each value a second time under a number. */
function rows(string $sql, array $values = []): array
{
    global $db;
    if ($db->query($sql, $values) === false) {
        throw new No('crashed', 'The database of AlternC did not answer.', true);
    }
    $rows = [];
    while ($db->next_record()) {
        $rows[] = array_filter((array) $db->Record, 'is_string', ARRAY_FILTER_USE_KEY);
    }
    return $rows;
}

function row(string $sql, array $values = []): ?array
{
    return rows($sql, $values)[0] ?? null;
}

function change(string $sql, array $values)
{
    if ($GLOBALS['db']->query($sql, $values) === false) {
        throw new No('crashed', 'The database of AlternC did not take the change.', true);
    }
}

/** Becomes the member: from here on AlternC sees that account only. Never an administrator. */
function act_as(int $uid): array
{
    $account = row('SELECT uid, login, su FROM membres WHERE uid = ?', [$uid]);
    if (!$account) {
        throw new No('unknown-account', "There is no account $uid.");
    }
    if ((int) $account['su']) {
        throw new No('forbidden', 'The bridge does not act on accounts of administrators.');
    }
    // Without one AlternC would end the program on the spot.
    if (!row('SELECT s.id FROM membres m JOIN db_servers s ON s.id = m.db_server_id WHERE m.uid = ?', [$uid])) {
        throw new No('refused', "The account {$account['login']} has no database server in AlternC: an administrator must choose one for it.");
    }
    if (!$GLOBALS['mem']->su($uid)) {
        throw new No('refused', objection('the account cannot be used'));
    }
    return $account;
}

/** What AlternC objected, in its own language; only for a person to read. */
function objection(string $otherwise): string
{
    return 'AlternC refused: ' . (complaint() ?: "$otherwise.");
}

function complaint(): string
{
    foreach (said() as $message) {
        if ($message['level'] !== 'INFO') {
            return $message['text'];
        }
    }
    return '';
}

/** Passes on what AlternC answers, and turns its `false` into a refusal. */
function granted($answer, string $otherwise)
{
    if ($answer === false) {
        throw new No('refused', objection($otherwise));
    }
    return $answer;
}

function room(string $quota)
{
    $there = $GLOBALS['quota']->getquota($quota, true);
    if (!is_array($there)) {
        throw new No('no-module', "This AlternC has no quota named $quota: the part of it that is needed is not installed.");
    }
    if ((int) $there['u'] >= (int) $there['t']) {
        throw new No('quota', "The quota $quota is used up: {$there['u']} of {$there['t']}.");
    }
}

/** Waits for another question that changes something; this file itself is the mark, until the program ends. */
function one_at_a_time()
{
    static $mark;
    $mark = fopen(__FILE__, 'r');
    for ($waited = 0; !flock($mark, LOCK_EX | LOCK_NB); $waited++) {
        if ($waited >= PATIENCE) {
            throw new No('locked', 'Another change is being made; try again in a few minutes.', true);
        }
        sleep(1);
    }
}

/** Works while AlternC's cron stands still. Gives up early when the lock is taken, rather than wait as AlternC would. */
function locked(callable $work)
{
    global $dom;
    impatiently(function () use ($dom) { $dom->lock(); });
    try {
        return $work();
    } finally {
        $dom->unlock();
    }
}

/** Does what takes AlternC's lock, and gives up while it only waits for it: somebody may take it between our look and AlternC's. */
function impatiently(callable $work)
{
    until_unlocked();
    if (!function_exists('pcntl_alarm')) {
        return $work();
    }
    pcntl_signal(SIGALRM, function () {
        foreach (debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS) as $frame) {
            if (($frame['class'] ?? '') === 'm_dom' && $frame['function'] === 'lock') {
                throw lock_taken();
            }
        }
    });
    pcntl_alarm(PATIENCE);
    try {
        return $work();
    } finally {
        pcntl_alarm(0);
    }
}

function until_unlocked()
{
    $file = $GLOBALS['dom']->fic_lock_cron ?? '/run/alternc/cron.lock';
    for ($waited = 0; file_exists($file) && filemtime($file) > time() - STALE_LOCK; $waited++) {
        if ($waited >= PATIENCE) {
            throw lock_taken();
        }
        sleep(1);
        clearstatcache();
    }
}

function lock_taken(): No
{
    return new No('locked', 'AlternC is applying changes and holds its lock; try again in a few minutes.', true);
}

/**
 * Root makes folders that the member's web server may not read: AlternC is asked to put that right, as it does for a new
 * account. Under AlternC's own user nothing is needed.
 */
function mend_folders(int $uid)
{
    if (function_exists('posix_geteuid') && posix_geteuid() === 0 && isset($GLOBALS['action']) && method_exists($GLOBALS['action'], 'fix_user')) {
        try {
            $GLOBALS['action']->fix_user($uid);
        } catch (\Throwable $unasked) {
            // What was wished is done; AlternC's own fixperms puts the folders right some day.
        }
    }
}

// ------------------------------------------------------------------------------------------------ reading

function health(): array
{
    $known = function (string $name) { return isset($GLOBALS["L_$name"]) && $GLOBALS["L_$name"] !== '' ? (string) $GLOBALS["L_$name"] : null; };
    $version = trim((string) preg_replace('#^v\. *#', '', $known('VERSION') ?? ''));
    if ($version === '' || strpos($version, '@@') !== false) {
        $version = row("SELECT value FROM alternc_status WHERE name = 'alternc_version'")['value'] ?? 'unknown';
    }
    $host = $known('FQDN');
    return [
        'product' => 'AlternC',
        'version' => $version,
        'php' => PHP_VERSION,
        'host' => $host,
        'nameServers' => array_values(array_filter([$known('NS1_HOSTNAME') ?? $known('NS1'), $known('NS2_HOSTNAME') ?? $known('NS2')])),
        'webAddresses' => array_values(array_filter([$known('PUBLIC_IP'), $known('PUBLIC_IPV6')])),
        'mx' => $known('DEFAULT_MX') ?? $known('MX'),
        'mailHost' => $GLOBALS['mail']->srv_dovecot ?? $host,
        'tlds' => (object) array_map('intval', array_column(rows('SELECT tld, mode FROM tld ORDER BY tld'), 'mode', 'tld')),
        'tldsUnchecked' => (bool) ($GLOBALS['dom']->tld_no_check_at_all ?? false),
        'modules' => array_values(array_map('strval', $GLOBALS['classes'])),
        'runsAs' => function_exists('posix_geteuid') ? posix_geteuid() : null,
    ];
}

function account_of(array $row): array
{
    return ['id' => (string) $row['uid'], 'login' => $row['login'], 'name' => trim($row['prenom'] . ' ' . $row['nom']), 'email' => $row['mail'], 'enabled' => (bool) (int) $row['enabled']];
}

function find(array $a): array
{
    if ($a['by'] === 'id' && !ctype_digit($a['value'])) {
        return ['accounts' => []];
    }
    $where = ['id' => 'm.uid = ?', 'login' => 'm.login = ?', 'email' => 'm.mail = ?', 'domain' => 'm.uid IN (SELECT compte FROM domaines WHERE domaine = ?)'];
    return ['accounts' => array_map('Permanence\account_of', rows(ACCOUNT . ' WHERE ' . $where[$a['by']] . ' ORDER BY m.uid LIMIT 50', [$a['value']]))];
}

/** All that one account has, in one answer. */
function read(array $account): array
{
    $uid = $account['uid'];
    $entries = [];
    foreach (rows("SELECT id, domaine, sub, valeur, type, web_action, web_result, enable FROM sub_domaines WHERE compte = ? AND web_action <> 'DELETE' ORDER BY domaine, sub, type, id", [$uid]) as $e) {
        $entries[strtolower($e['domaine'])][] = ['id' => (string) $e['id'], 'name' => $e['sub'], 'type' => strtolower($e['type']), 'value' => (string) $e['valeur'], 'enabled' => strpos($e['enable'], 'ENABLE') === 0, 'action' => $e['web_action'], 'result' => $e['web_result']];
    }
    $domains = [];
    foreach (rows("SELECT domaine, gesdns, gesmx, zonettl, dns_action, dns_result FROM domaines WHERE compte = ? AND dns_action <> 'DELETE' ORDER BY domaine", [$uid]) as $d) {
        $domains[] = ['name' => $d['domaine'], 'dns' => (bool) (int) $d['gesdns'], 'mail' => (bool) (int) $d['gesmx'], 'ttl' => (int) $d['zonettl'], 'action' => $d['dns_action'], 'result' => $d['dns_result'], 'entries' => $entries[strtolower($d['domaine'])] ?? []];
    }
    $addresses = [];
    foreach (rows("SELECT d.domaine, a.address, a.type, a.enabled, m.id AS box, m.quota, m.mail_action AS box_action, r.recipients FROM domaines d JOIN address a ON a.domain_id = d.id LEFT JOIN mailbox m ON m.address_id = a.id LEFT JOIN recipient r ON r.address_id = a.id WHERE d.compte = ? AND d.dns_action <> 'DELETE' AND a.mail_action = 'OK' ORDER BY d.domaine, a.address", [$uid]) as $m) {
        $addresses[] = ['domain' => $m['domaine'], 'local' => $m['address'], 'type' => $m['type'], 'quotaMb' => $m['box'] === null || $m['box_action'] !== 'OK' ? null : (int) $m['quota'], 'recipients' => recipients($m['recipients']), 'enabled' => (bool) (int) $m['enabled']];
    }
    $home = getuserpath($account['login']);
    return [
        'account' => account_of(row(ACCOUNT . ' WHERE m.uid = ?', [$uid])),
        'quotas' => quotas(),
        'domains' => $domains,
        'addresses' => $addresses,
        'ftp' => array_map(function ($f) use ($home) { return ['login' => $f['name'], 'folder' => folder_in($home, $f['homedir']), 'enabled' => (bool) (int) $f['enabled']]; }, rows('SELECT name, homedir, enabled FROM ftpusers WHERE uid = ? ORDER BY name', [$uid])),
        'databases' => array_column(rows('SELECT db FROM db WHERE uid = ? ORDER BY db', [$uid]), 'db'),
        'robots' => !isset($GLOBALS['sympa']) ? [] : array_map(function ($s) { return ['domain' => $s['mail'], 'host' => ltrim($s['websub'] . '.' . $s['web'], '.'), 'action' => $s['sympa_action'], 'result' => (string) $s['sympa_result']]; }, rows("SELECT mail, web, websub, sympa_action, sympa_result FROM sympa WHERE uid = ? AND sympa_action NOT IN ('DELETE', 'DELETING') ORDER BY mail", [$uid])),
    ];
}

function quotas(): array
{
    $there = $GLOBALS['quota']->getquota('', true);
    $all = [];
    foreach (QUOTAS as $name => $theirs) {
        if (isset($there[$theirs])) {
            $all[] = ['name' => $name, 'used' => (int) $there[$theirs]['u'], 'total' => (int) $there[$theirs]['t']];
        }
    }
    return $all;
}

function recipients($text): array
{
    return array_values(array_filter(preg_split('#\s+#', (string) $text), 'strlen'));
}

function getuserpath(string $login): string
{
    return \getuserpath($login);
}

function folder_in(string $home, string $folder): string
{
    return strpos($folder, $home) === 0 ? '/' . trim(substr($folder, strlen($home)), '/') : $folder;
}

/** Whether a folder lies in the member's own, wherever links lead that the member may have put there. */
function is_inside(string $home, string $folder): bool
{
    $there = $home . $folder;
    while (!file_exists($there) && strlen($there) > strlen($home)) {
        $there = dirname($there);
    }
    $real = realpath($home);
    return $real === false || strpos(realpath($there) . '/', $real . '/') === 0;
}

// ------------------------------------------------------------------------------------------------ accounts and quotas

function account_create(array $a): array
{
    $there = row(ACCOUNT . ' WHERE m.login = ?', [$a['login']]);
    if ($there && strcasecmp($there['mail'], $a['email']) === 0) {
        if (!row('SELECT name FROM quotas WHERE uid = ? LIMIT 1', [$there['uid']])) {
            throw new No('refused', "AlternC was stopped while it made the account {$a['login']}: an administrator must remove it in the panel, then it can be made anew.");
        }
        return ALREADY + ['account' => account_of($there)];
    }
    if ($there) {
        throw new No('taken', "The login {$a['login']} belongs to somebody else.");
    }
    one_secret($a);
    // In the name of the administrator, as the panel does, so that the account has a creator.
    $administrator = row('SELECT m.uid FROM membres m JOIN db_servers s ON s.id = m.db_server_id WHERE m.su = 1 ORDER BY m.uid LIMIT 1');
    if ($administrator) {
        $GLOBALS['mem']->su($administrator['uid']);
    }
    if ($a['password'] !== null && !$GLOBALS['admin']->checkPolicy('mem', $a['login'], $a['password'])) {
        throw new No('weak-password', objection('the password does not suit its policy'));
    }
    $server = row('SELECT MIN(id) AS id FROM db_servers')['id'] ?? null;
    $uid = granted($GLOBALS['admin']->add_mem($a['login'], $a['password'] ?? passing_password($a['login']), $a['lastName'], $a['firstName'], $a['email'], 1, 'default', 0, $a['notes'], 0, '', $server), 'the account was not made');
    if ($a['hash'] !== null) {
        change('UPDATE membres SET pass = ? WHERE uid = ?', [bare($a['hash']), $uid]);
    }
    return NOW + ['account' => account_of(row(ACCOUNT . ' WHERE m.uid = ?', [$uid]))];
}

function quota_set(array $a): array
{
    $there = $GLOBALS['quota']->getquota($a['quota'], true);
    if (!is_array($there)) {
        throw new No('no-module', "This AlternC has no quota named {$a['quota']}.");
    }
    if ((int) $there['t'] === $a['total']) {
        return ALREADY;
    }
    granted($GLOBALS['quota']->setquota($a['quota'], $a['total']), 'the quota was not changed');
    return NOW;
}

// ------------------------------------------------------------------------------------------------ domains

/** The domain, when it is there and of this account; null when nobody has it. */
function domain_of(array $account, string $name): ?array
{
    $domain = row('SELECT id, compte, domaine, gesdns, gesmx, noerase, zonettl, dns_action FROM domaines WHERE domaine = ?', [$name]);
    if ($domain && (string) $domain['compte'] !== (string) $account['uid']) {
        throw new No('taken-by-other-account', "$name is installed in another account.");
    }
    if ($domain && $domain['dns_action'] === 'DELETE') {
        throw new No('being-removed', "$name is still being removed by AlternC; try again in a few minutes.", true);
    }
    return $domain;
}

function own_domain(array $a): array
{
    $domain = domain_of($a['account'], $a['domain']);
    if (!$domain) {
        throw new No('no-such-domain', "{$a['domain']} is not installed.");
    }
    return $domain;
}

/** Installs it, or switches on what is missing of one that is there; what is on is never switched off here. */
function domain_add(array $a): array
{
    $there = domain_of($a['account'], $a['domain']);
    if ($there && ($there['gesdns'] || !$a['dns']) && ($there['gesmx'] || !$a['mail'])) {
        return ALREADY;
    }
    if (!$a['force'] && ($a['dns'] && !($there['gesdns'] ?? 0) || !$there)) {
        tld_allows($a['domain'], $a['dns']);
    }
    return locked(function () use ($a) {
        global $dom;
        // Looked at once more under the lock: another question may have come first.
        $there = domain_of($a['account'], $a['domain']);
        if (!$there) {
            domain_is_free($a['domain'], $a['force']);
            room('dom');
            // With mail as a default AlternC would at once deliver here what is sent from here: it is made bare unless mail is wished.
            $whole = $a['dns'] && $a['mail'];
            granted($dom->add_domain($a['domain'], $whole ? 1 : 0, false, true, false, ''), 'the domain was not installed');
            $there = domain_of($a['account'], $a['domain']);
            mend_folders((int) $a['account']['uid']);
        }
        settle($there, ['dns' => $there['gesdns'] || $a['dns'], 'mail' => $there['gesmx'] || $a['mail'], 'ttl' => (int) $there['zonettl']]);
        return NOW;
    });
}

function domain_is_free(string $name, bool $force)
{
    if ($name === ($GLOBALS['L_FQDN'] ?? '') || $name === 'www.' . ($GLOBALS['L_FQDN'] ?? '')) {
        throw new No('forbidden', "$name is the server itself.");
    }
    if (strlen($name) > 64) {
        throw new No('bad-value', 'AlternC takes names of domains of 64 characters at most.');
    }
    if (!$force && row('SELECT domain FROM forbidden_domains WHERE domain = ?', [$name])) {
        throw new No('forbidden', "$name may not be hosted on this server.");
    }
    $other = row("SELECT web_action FROM sub_domaines WHERE (sub <> '' AND CONCAT(sub, '.', domaine) = ?) OR domaine = ? ORDER BY web_action = 'DELETE' LIMIT 1", [$name, $name]);
    if ($other && $other['web_action'] === 'DELETE') {
        throw new No('being-removed', "Entries of $name are still being removed by AlternC; try again in a few minutes.", true);
    }
    if ($other) {
        throw new No('taken', "$name stands already, as a name below another domain.");
    }
}

/**
 * The rule of AlternC for that ending, asked of AlternC's own functions: some endings want the name servers to be ours first.
 * The name servers are looked up (which may take long) only for those.
 */
function tld_allows(string $name, bool $dns)
{
    global $dom;
    $verdict = \checkhostallow($name, []);
    $mode = is_string($verdict) ? (int) (row('SELECT mode FROM tld WHERE tld = ?', [$verdict])['mode'] ?? 0) : 0;
    if ($verdict === -1 || !$dns && !($dom->tld_no_check_at_all ?? false) && \checkhostallow_nodns($name)) {
        throw new No('tld', 'AlternC does not host this kind of name: its ending is not in its list, or it lies below another domain.');
    }
    if ($dns && $mode === 5) {
        throw new No('tld', 'AlternC does not host the zone of domains with this ending.');
    }
    if ($dns && ($verdict === -3 || $mode === 3)) {
        $verdict = \checkhostallow($name, $dom->whois($name));
    }
    if ($dns && ($verdict === -2 || $verdict === -3)) {
        throw new No('tld', 'For this ending AlternC wants the domain to exist and its name servers to be those of the hosting first, unless it is forced.');
    }
}

function domain_set(array $a): array
{
    $there = own_domain($a);
    $wish = ['dns' => $a['dns'], 'mail' => $a['mail'], 'ttl' => max($a['ttl'], 60)];
    if (is_settled($there, $wish)) {
        return ALREADY;
    }
    if ($there['gesmx'] && !$a['mail']) {
        nothing_would_be_lost($there);
    }
    return locked(function () use ($a, $wish) {
        settle(own_domain($a), $wish);
        return NOW;
    });
}

function is_settled(array $domain, array $wish): bool
{
    return (bool) (int) $domain['gesdns'] === (bool) $wish['dns'] && (bool) (int) $domain['gesmx'] === (bool) $wish['mail'] && (int) $domain['zonettl'] === $wish['ttl'];
}

/** Under the lock. Forced, since the domain is this account's already: its name servers may well be elsewhere for now. */
function settle(array $domain, array $wish)
{
    if (!is_settled($domain, $wish)) {
        sparing_others($domain, function () use ($domain, $wish) {
            if ($domain['gesmx'] && !$wish['mail']) {
                forwards_first($domain);
            }
            granted($GLOBALS['dom']->edit_domain($domain['domaine'], $wish['dns'] ? 1 : 0, $wish['mail'] ? 1 : 0, true, $wish['ttl']), 'the domain was not changed');
        });
    }
}

/** AlternC erases the mail of a domain that it hosts no longer. We let it only when there is none. */
function nothing_would_be_lost(array $domain)
{
    if (row("SELECT a.id FROM address a JOIN mailbox m ON m.address_id = a.id WHERE a.domain_id = ? AND m.mail_action = 'OK' AND (m.bytes > 0 OR m.messages > 0 OR m.lastlogin > '2000-01-01') LIMIT 1", [$domain['id']])) {
        throw new No('has-mail', "There is mail in the mailboxes of {$domain['domaine']}, and AlternC would erase it. Somebody must do this in the panel.");
    }
    if (row("SELECT id FROM address WHERE domain_id = ? AND type = 'mailman' LIMIT 1", [$domain['id']])) {
        throw new No('has-mail', "There are mailing lists of Mailman at {$domain['domaine']}, and AlternC would erase them. Somebody must do this in the panel.");
    }
}

/**
 * AlternC removes an address before those it forwards to, which a MariaDB that keeps references refuses, half-way. The forwards
 * of a domain that loses its mail go first, so that it can.
 */
function forwards_first(array $domain)
{
    change("DELETE r FROM recipient r JOIN address a ON a.id = r.address_id LEFT JOIN mailbox m ON m.address_id = a.id WHERE a.domain_id = ? AND a.type IN ('', 'catchall') AND m.id IS NULL", [$domain['id']]);
}

/**
 * When a domain loses its mail, AlternC marks its DMARC record for deletion, and by a missing pair of brackets those of every
 * domain of the server. What others had is put back.
 */
function sparing_others(array $domain, callable $work)
{
    $name = $domain['domaine'];
    $marked = "SELECT id FROM sub_domaines WHERE sub = '_dmarc' AND domaine <> ? AND web_action = 'DELETE'";
    $before = array_column(rows($marked, [$name]), 'id');
    try {
        $work();
    } finally {
        foreach (array_diff(array_column(rows($marked, [$name]), 'id'), $before) as $id) {
            change("UPDATE sub_domaines SET web_action = 'UPDATE' WHERE id = ?", [$id]);
        }
    }
}

function domain_remove(array $a): array
{
    $row = row('SELECT compte, dns_action FROM domaines WHERE domaine = ?', [$a['domain']]);
    if (!$row || (string) $row['compte'] === (string) $a['account']['uid'] && $row['dns_action'] === 'DELETE') {
        return ALREADY;
    }
    $domain = own_domain($a);
    if ((int) $domain['noerase']) {
        throw new No('forbidden', "AlternC keeps {$a['domain']} from being removed.");
    }
    nothing_would_be_lost($domain);
    if (row('SELECT id FROM ftpusers WHERE uid = ? AND (name = ? OR name LIKE ?) LIMIT 1', [$a['account']['uid'], $a['domain'], addcslashes($a['domain'], '_') . '\_%'])) {
        throw new No('has-logins', "There are FTP logins that begin with {$a['domain']}, and AlternC would erase them. Somebody must do this in the panel.");
    }
    // AlternC takes and gives back the lock itself.
    sparing_others($domain, function () use ($a, $domain) {
        granted(impatiently(function () use ($a, $domain) {
            forwards_first($domain);
            return $GLOBALS['dom']->del_domain($a['domain']);
        }), 'the domain was not removed');
    });
    return NOW;
}

// ------------------------------------------------------------------------------------------------ names of a domain

/** The entries of one name and type with that value, the removed ones too. */
function entries_like(array $a): array
{
    return rows("SELECT id, web_action, enable FROM sub_domaines WHERE compte = ? AND domaine = ? AND sub = ? AND LOWER(type) = ? AND COALESCE(BINARY valeur, '') = ? ORDER BY id", [$a['account']['uid'], $a['domain'], $a['name'], $a['type'], $a['value']]);
}

function live_entry(array $a, int $id): ?array
{
    return row("SELECT id, enable FROM sub_domaines WHERE id = ? AND compte = ? AND domaine = ? AND web_action <> 'DELETE'", [$id, $a['account']['uid'], $a['domain']]);
}

/**
 * The value as AlternC keeps it, or null. AlternC writes it as it is into the zone and into Apache's configuration, so
 * nothing passes that would end the line or the quotes it stands in, nor a path that leads out of the member's folder.
 */
function entry_value(string $type, string $value): ?string
{
    $name = '#^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+$#D';
    switch ($type) {
        case 'vhost': return $value === '' ? null : argument('folder', $value);
        case 'url': return preg_match('#^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?\#][A-Za-z0-9._~%!&()*+,;=:@/?\#-]*)?$#D', $value) ? $value : null;
        case 'ip': return filter_var($value, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) ?: null;
        case 'ipv6': return filter_var($value, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6) ? inet_ntop(inet_pton($value)) : null;
        // AlternC writes it as one quoted string, and BIND refuses a whole zone for one that is longer.
        case 'txt': return $value !== '' && strlen($value) <= 255 && $value === trim($value) && strpbrk($value, '"\\') === false ? $value : null;
        case 'defmx': return $value === '' ? '' : null;
        default: return preg_match($name, $value) ? strtolower($value) : null;
    }
}

function entry_set(array $a): array
{
    $a['value'] = entry_value($a['type'], $a['value']);
    if ($a['value'] === null) {
        throw new No('bad-value', 'AlternC cannot take that value for this kind of entry.');
    }
    own_domain($a);
    if ($a['type'] === 'vhost' && !is_inside(getuserpath($a['account']['login']), $a['value'])) {
        throw new No('bad-value', 'That folder leads out of the folder of the account.');
    }
    return locked(function () use ($a) {
        global $dom;
        own_domain($a);
        $replaced = $a['replaces'] === null ? null : live_entry($a, $a['replaces']);
        $removed = null;
        foreach (entries_like($a) as $one) {
            if ($one['web_action'] === 'DELETE') {
                $removed = $one;
                continue;
            }
            if ($replaced && (string) $replaced['id'] !== (string) $one['id']) {
                granted($dom->del_sub_domain($replaced['id']), 'what was to be replaced stays');
                switch_entry($one, true);
                return NOW;
            }
            return switch_entry($one, true) ? NOW : ALREADY;
        }
        if (!$dom->can_create_subdomain($a['domain'], $a['name'], $a['type'], $replaced ? $replaced['id'] : 0)) {
            throw new No('incompatible', 'Something else stands under that name: ' . standing($a) . '.');
        }
        if ($removed) {
            // The database allows no second one beside the one that waits to be removed: that one stays after all.
            if ($replaced) {
                granted($dom->del_sub_domain($replaced['id']), 'what was to be replaced stays');
            }
            change("UPDATE sub_domaines SET web_action = 'UPDATE', enable = 'ENABLE' WHERE id = ? AND compte = ?", [$removed['id'], $a['account']['uid']]);
            change("UPDATE domaines SET dns_action = 'UPDATE' WHERE domaine = ? AND compte = ?", [$a['domain'], $a['account']['uid']]);
            return NOW;
        }
        granted($dom->set_sub_domain($a['domain'], $a['name'], $a['type'], $a['value'], $replaced ? $replaced['id'] : 0, $a['type'] === 'vhost' ? 'both' : ''), 'the entry was not made');
        if ($a['type'] === 'vhost') {
            mend_folders((int) $a['account']['uid']);
        }
        return NOW;
    });
}

function standing(array $a): string
{
    $there = rows("SELECT type, valeur FROM sub_domaines WHERE compte = ? AND domaine = ? AND sub = ? AND web_action <> 'DELETE'", [$a['account']['uid'], $a['domain'], $a['name']]);
    return implode(', ', array_map(function ($e) { return trim(strtolower($e['type']) . ' ' . $e['valeur']); }, $there)) ?: 'nothing, but AlternC does not allow it there';
}

/** Under the lock: on or off, and whether that was a change. */
function switch_entry(array $entry, bool $on): bool
{
    if ((strpos($entry['enable'], 'ENABLE') === 0) === $on) {
        return false;
    }
    granted($GLOBALS['dom']->sub_domain_change_status($entry['id'], $on ? 'ENABLE' : 'DISABLE'), 'the entry was not switched');
    // AlternC's job passes over pages whose own mark says that nothing is to be done.
    change("UPDATE sub_domaines SET web_action = 'UPDATE' WHERE id = ? AND web_action = 'OK'", [$entry['id']]);
    return true;
}

function entry_remove(array $a): array
{
    own_domain($a);
    if (!live_entry($a, $a['id'])) {
        return ALREADY;
    }
    return locked(function () use ($a) {
        granted($GLOBALS['dom']->del_sub_domain($a['id']), 'the entry was not removed');
        return NOW;
    });
}

function entry_enable(array $a): array
{
    own_domain($a);
    return locked(function () use ($a) {
        $entry = live_entry($a, $a['id']);
        if (!$entry) {
            throw new No('no-such-entry', 'That entry is not there any more.');
        }
        return switch_entry($entry, $a['enabled']) ? NOW : ALREADY;
    });
}

// ------------------------------------------------------------------------------------------------ mail

function address_of(array $domain, string $local): ?array
{
    return row('SELECT a.id, a.type, a.password, a.mail_action, m.id AS box, m.quota, m.mail_action AS box_action, r.recipients FROM address a LEFT JOIN mailbox m ON m.address_id = a.id LEFT JOIN recipient r ON r.address_id = a.id WHERE a.domain_id = ? AND a.address = ?', [$domain['id'], $local]);
}

/** A mailbox, forwards, or both: as they are wished. They may be made before the domain receives its mail here, and should. */
function mail_address(array $a): array
{
    global $mail;
    $domain = own_domain($a);
    $myself = "{$a['local']}@{$a['domain']}";
    // AlternC leaves out an address that forwards to itself, but only when it is written in the same letters.
    $a['recipients'] = array_values(array_filter($a['recipients'], function ($one) use ($myself) { return strtolower($one) !== $myself; }));
    if ($a['quotaMb'] === null && !$a['recipients']) {
        throw new No('bad-value', 'An address needs a mailbox or somebody to forward to.');
    }
    if ($a['quotaMb'] !== null && strpbrk($a['local'], "\"'\\/?!*\$|#+") !== false) {
        throw new No('bad-value', 'AlternC makes no mailbox for a name with such characters; it can only forward.');
    }
    $there = address_of($domain, $a['local']);
    if ($there && $there['type'] !== '') {
        throw new No('taken', "{$a['local']}@{$a['domain']} belongs to another program ({$there['type']}).");
    }
    if ($there && ($there['mail_action'] === 'DELETING' || $there['box_action'] === 'DELETING')) {
        throw new No('being-removed', 'That address is being removed by AlternC; try again in a few minutes.', true);
    }
    if ($there && $there['box'] !== null && $a['quotaMb'] === null) {
        throw new No('has-mail', 'There is a mailbox at that address, and AlternC would erase it. Somebody must do this in the panel.');
    }
    if ($there && is_as_wished($there, $a)) {
        return ALREADY;
    }
    if (!$there) {
        room('mail');
        $id = granted($mail->create($domain['id'], $a['local'], '', false), 'the address was not made');
    } else {
        $id = $there['id'];
        if ($there['mail_action'] === 'DELETE') {
            granted($mail->undelete($id), 'the address waits to be removed');
        }
    }
    granted($mail->set_details($id, $a['quotaMb'] === null ? 0 : 1, (int) $a['quotaMb'], implode("\n", $a['recipients']), 'dovecot', false), 'the address was not changed');
    return NOW;
}

function is_as_wished(array $there, array $a): bool
{
    $sorted = function (array $all) { $all = array_map('strtolower', $all); sort($all); return array_values(array_unique($all)); };
    return $there['mail_action'] === 'OK' && ($there['box'] === null ? $a['quotaMb'] === null : $there['box_action'] === 'OK' && (int) $there['quota'] === $a['quotaMb']) && $sorted(recipients($there['recipients'])) === $sorted($a['recipients']);
}

function own_address(array $a): array
{
    $address = address_of(own_domain($a), $a['local']);
    if (!$address || $address['type'] !== '' || $address['mail_action'] !== 'OK') {
        throw new No('no-such-address', "{$a['local']}@{$a['domain']} is not there.");
    }
    return $address;
}

function mail_password(array $a): array
{
    $address = own_address($a);
    one_secret($a, true);
    $kept = (string) $address['password'];
    if ($a['hash'] !== null) {
        if (hash_equals($kept, $a['hash'])) {
            return ALREADY;
        }
        change('UPDATE address SET password = ? WHERE id = ?', [$a['hash'] === '' ? null : $a['hash'], $address['id']]);
        return NOW;
    }
    if (opens($kept, $a['password'])) {
        return ALREADY;
    }
    if (!$GLOBALS['admin']->checkPolicy('pop', "{$a['local']}@{$a['domain']}", $a['password'])) {
        throw new No('weak-password', objection('the password does not suit its policy'));
    }
    granted($GLOBALS['mail']->set_passwd($address['id'], $a['password']), 'the password was not set');
    return NOW;
}

function mail_hash(array $a): array
{
    $hash = own_address($a)['password'];
    return ['hash' => (string) $hash === '' ? null : $hash];
}

function mail_catchall(array $a): array
{
    $domain = own_domain($a);
    $there = address_of($domain, '');
    if ($there && recipients($there['recipients']) === [$a['target']]) {
        return ALREADY;
    }
    if ($there && !in_array($there['type'], ['', 'catchall'], true)) {
        throw new No('taken', "Another program ({$there['type']}) takes all that comes to {$a['domain']}.");
    }
    // One that is there is changed rather than made anew: AlternC removes it in an order that MariaDB may refuse.
    granted($there
        ? $GLOBALS['mail']->set_details($there['id'], 0, 0, $a['target'], 'dovecot', true)
        : $GLOBALS['mail']->catchall_set($domain['id'], $a['target']), 'the catch-all was not set');
    return NOW;
}

// ------------------------------------------------------------------------------------------------ passwords

/** A password in words or one that was hashed elsewhere: one of the two. */
function one_secret(array $a, bool $none = false)
{
    if (($a['password'] === null) === ($a['hash'] === null)) {
        throw new No('bad-value', 'One password is needed, in words or as a hash.');
    }
    if (in_array($a['password'], ['', '0'], true) || $a['hash'] !== null && !($none && $a['hash'] === '') && !preg_match(HASH, $a['hash'])) {
        throw new No('bad-value', 'That password is empty, or is not kept in a way that AlternC can read.');
    }
}

/** The hash without the name of its way, as the panel and the FTP server keep it. */
function bare(string $hash): string
{
    return preg_replace('#^\{[A-Z0-9-]+\}#', '', $hash);
}

function opens(string $kept, string $password): bool
{
    $kept = bare($kept);
    return $kept !== '' && hash_equals($kept, (string) crypt($password, $kept));
}

/**
 * Nobody ever knows it: it stands for the moment until the hash takes its place. AlternC's policies may want characters of each
 * kind, and nothing of the login in it, be it one letter.
 */
function passing_password(string $login): string
{
    $password = '';
    foreach (['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789'] as $kind) {
        $password .= substr(str_replace(str_split($login), '', $kind), 0, 1);
    }
    for ($length = 0; $length < 28; $length++) {
        $password .= '!#%&()*+,;:<=>?^'[random_int(0, 15)];
    }
    return $password;
}

// ------------------------------------------------------------------------------------------------ web space, databases, lists

function ftp_set(array $a): array
{
    global $ftp;
    one_secret($a);
    $login = $a['login'] === '' ? $a['prefix'] : "{$a['prefix']}_{$a['login']}";
    // To AlternC the login 0 is none, and so is the password 0.
    if (!preg_match('#^[A-Za-z0-9.-]+(_[A-Za-z0-9.-]+)?$#D', $login) || strlen($login) > 64 || $a['login'] === '0') {
        throw new No('bad-value', 'That login of FTP is not of the right form.');
    }
    if ($a['prefix'] !== $a['account']['login'] && !domain_of($a['account'], strtolower($a['prefix']))) {
        throw new No('bad-value', 'A login of FTP begins with the name of the account or with one of its domains.');
    }
    $there = row('SELECT id, uid, homedir, encrypted_password FROM ftpusers WHERE name = ?', [$login]);
    if ($there && (string) $there['uid'] !== (string) $a['account']['uid']) {
        throw new No('taken-by-other-account', "The login $login belongs to another account.");
    }
    $kept = $there ? (string) $there['encrypted_password'] : '';
    $fits = $a['hash'] === null ? opens($kept, $a['password']) : hash_equals($kept, bare($a['hash']));
    if ($there && $fits && folder_in(getuserpath($a['account']['login']), $there['homedir']) === $a['folder']) {
        return ALREADY;
    }
    if ($a['password'] !== null && !$GLOBALS['admin']->checkPolicy('ftp', $login, $a['password'])) {
        throw new No('weak-password', objection('the password does not suit its policy'));
    }
    folder_for($a['account'], $a['folder']);
    $password = $a['password'] ?? passing_password($login);
    if ($there) {
        granted($ftp->put_ftp_details($there['id'], $a['prefix'], $a['login'], $password, $a['folder']), 'the login was not changed');
    } else {
        room('ftp');
        granted($ftp->add_ftp($a['prefix'], $a['login'], $password, $a['folder']), 'the login was not made');
    }
    if ($a['hash'] !== null) {
        change('UPDATE ftpusers SET encrypted_password = ? WHERE name = ? AND uid = ?', [bare($a['hash']), $login, $a['account']['uid']]);
    }
    mend_folders((int) $a['account']['uid']);
    return NOW;
}

/** AlternC would silently take the whole account for a folder whose parent is not there: so it is made before. */
function folder_for(array $account, string $folder)
{
    $home = getuserpath($account['login']);
    if (!is_dir($home)) {
        throw new No('not-ready', 'AlternC has not made the folder of the account yet; try again in some minutes.', true);
    }
    if (!is_inside($home, $folder)) {
        throw new No('bad-value', 'That folder leads out of the folder of the account.');
    }
    if (!is_dir($home . $folder) && !@mkdir($home . $folder, 0770, true)) {
        throw new No('refused', 'The folder cannot be made.');
    }
}

function database_add(array $a): array
{
    if (explode('_', $a['name'])[0] !== $a['account']['login']) {
        throw new No('bad-value', 'The name of a database begins with the name of the account.');
    }
    $there = row('SELECT uid FROM db WHERE db = ?', [$a['name']]);
    if ($there && (string) $there['uid'] !== (string) $a['account']['uid']) {
        throw new No('taken-by-other-account', "The database {$a['name']} belongs to another account.");
    }
    if ($there) {
        return ALREADY;
    }
    room('mysql');
    try {
        granted($GLOBALS['mysql']->add_db($a['name']), 'the database was not made');
        return NOW;
    } finally {
        never_tell_passwords((int) $a['account']['uid']);
    }
}

/** AlternC makes up passwords of databases, keeps them in the clear, and may tell them in its messages. */
function never_tell_passwords(int $uid)
{
    try {
        foreach (rows('SELECT pass FROM db WHERE uid = ? UNION SELECT password FROM dbusers WHERE uid = ?', [$uid, $uid]) as $secret) {
            Memory::$secrets[] = (string) $secret['pass'];
        }
    } catch (\Throwable $unread) {
        // Then what was said is not passed on at all.
        $GLOBALS['msg']->arrMessages = [];
    }
    Memory::$secrets = array_values(array_filter(Memory::$secrets, 'strlen'));
}

function lists_add(array $a): array
{
    if (!isset($GLOBALS['sympa']) || !method_exists($GLOBALS['sympa'], 'add_robot')) {
        throw new No('no-module', 'This AlternC has no mailing lists by Sympa.');
    }
    $domain = own_domain($a);
    $there = row('SELECT web, websub FROM sympa WHERE mail_domain_id = ?', [$domain['id']]);
    if ($there && strcasecmp(ltrim($there['websub'] . '.' . $there['web'], '.'), $a['host']) === 0) {
        return ALREADY;
    }
    if ($there) {
        throw new No('taken', "The lists of {$a['domain']} are there already, under another address.");
    }
    if (!(int) $domain['gesmx']) {
        throw new No('no-mail', "The mail of {$a['domain']} is not hosted here yet.");
    }
    if (!$a['listmasters']) {
        throw new No('bad-value', 'Lists need somebody who administers them.');
    }
    room('sympa');
    [$sub, $web] = explode('.', $a['host'], 2);
    while (!row('SELECT id FROM domaines WHERE domaine = ? AND compte = ?', [$web, $a['account']['uid']])) {
        if (strpos($web, '.') === false) {
            throw new No('bad-value', 'The address of the lists must lie below a domain of the account.');
        }
        [$label, $web] = explode('.', $web, 2);
        $sub .= ".$label";
    }
    // AlternC takes and gives back the lock itself.
    granted(impatiently(function () use ($a, $web, $sub) { return $GLOBALS['sympa']->add_robot($a['domain'], $web, $sub, implode("\n", $a['listmasters'])); }), 'the lists were not made');
    return NOW;
}
