<?php
// These are not in the image: nothing is installed from outside, nothing is reported to others.
$plugins['extension'] = 0;
$plugins['popularity'] = 0;
$plugins['testing'] = 0;
$plugins['authad'] = 0;
$plugins['authldap'] = 0;
$plugins['authpdo'] = 0;
