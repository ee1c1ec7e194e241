<?php

class m_action
{
    public function fix_user($uid, $user = 'root')
    {
        return true;
    }
}
