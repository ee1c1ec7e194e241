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
