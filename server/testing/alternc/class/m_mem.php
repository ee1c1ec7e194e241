<?php

class m_mem
{
    public $olduid = 0;
    public $user;

    public function su($uid)
    {
        global $cuid;
        $member = first('SELECT * FROM membres WHERE uid = ?', [$uid]);
        if (!$member) return no('mem', 'User or password incorrect');
        $this->olduid = $this->olduid ?: $cuid;
        $this->user = $member;
        $cuid = $member['uid'];
        // The classes of databases are told of the member, and end the program when that one has no server.
        if (!first('SELECT s.id FROM db_servers s JOIN membres m ON m.db_server_id = s.id WHERE m.uid = ?', [$cuid])) {
            no('db_user', 'There are no databases in db_servers for this user. Please contact your administrator.');
            exit;
        }
        $this->trouble();
        return true;
    }

    public function unsu()
    {
        if (!$this->olduid) return false;
        $this->su($this->olduid);
        $this->olduid = 0;
        return true;
    }

    /** What AlternC does now and then, when a test wants it. */
    private function trouble()
    {
        $secret = json_decode(getenv('PERMANENCE_TEST_ALTERNC'), true)['secret'] ?? '';
        switch (TROUBLE) {
            case 'throw': throw new RuntimeException("Lost on the way with $secret");
            case 'exit': echo 'Session halted.'; exit(3);
            case 'fatal': nowhere_to_be_found($secret);
            // no break
            case 'out-of-memory': ini_set('memory_limit', '16M'); str_repeat('x', 64 << 20);
            // no break
            case 'says': $GLOBALS['msg']->raise('INFO', 'mem', 'Hello %s', [$secret]); $GLOBALS['msg']->raise('ERROR', 'mem', '%s and %s', ['One']); echo "<b>$secret</b>";
        }
    }
}
