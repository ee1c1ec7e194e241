<?php
define('NOCHECK', 1);
// By its bare name, as the real one does: what stands in the folder we are in comes first.
require_once 'config.php';
