<?php
/**
 * A stand-in for AlternC 3.5, for tests: the same global objects, signatures, answers and oddities as the real classes,
 * on the same tables; nothing of a real server behind it. Written for this, nothing of AlternC's is in it.
 */

$where = json_decode(getenv('PERMANENCE_TEST_ALTERNC'), true);
$L_VERSION = 'v. @@REPLACED_DURING_BUILD@@';
$L_FQDN = 'panel.example';
$L_NS1_HOSTNAME = 'ns1.panel.example';
$L_NS2_HOSTNAME = 'ns2.panel.example';
$L_PUBLIC_IP = '192.0.2.10';
$L_DEFAULT_MX = 'mx.panel.example';
define('ALTERNC_HTML', $where['folder']);
define('TROUBLE', $where['trouble'] ?? '');
define('NAME_SERVERS', $where['nameServers'] ?? []);

require __DIR__ . '/functions.php';
foreach (['dom', 'mail', 'ftp', 'mysql', 'quota', 'admin', 'mem', 'messages', 'hooks', 'action', 'sympa'] as $name) {
    if ($name === 'sympa' && !empty($where['noSympa'])) {
        continue;
    }
    $classes[] = $name;
    require __DIR__ . "/m_$name.php";
}
$db = new DB_system($where['database']);
$cuid = 0;
$msg = new m_messages();
foreach ($classes as $name) {
    $class = "m_$name";
    $$name = new $class();
}
$dom->fic_lock_cron = "{$where['folder']}/cron.lock";
if (TROUBLE === 'late') {
    register_shutdown_function(function () { echo "Notice: late\n"; });
}
if (TROUBLE === 'noise') {
    echo "<br />Notice: something <b>odd</b>\n{\"ok\":true}\n";
}
