<?php

class m_messages
{
    public $arrMessages = ['ERROR' => [], 'ALERT' => [], 'INFO' => []];

    public function raise($level, $clsid, $msg, $param = '')
    {
        $this->arrMessages[strtoupper($level)][] = ['clsid' => $clsid, 'msg' => $msg, 'param' => is_array($param) ? $param : ($param === '' ? '' : [$param])];
        return true;
    }
}
