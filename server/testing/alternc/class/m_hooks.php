<?php

class m_hooks
{
    public function invoke($name, $args = [])
    {
        $answers = [];
        foreach ($GLOBALS['classes'] as $class) {
            if (method_exists($GLOBALS[$class] ?? null ?: $this, $name)) $answers[$class] = $GLOBALS[$class]->$name(...$args);
        }
        return $answers;
    }
}
