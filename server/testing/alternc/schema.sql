-- The tables of AlternC 3.5 that the bridge and the reading by SQL speak to, as far as they do.
CREATE TABLE membres (uid int unsigned NOT NULL PRIMARY KEY, login varchar(128) NOT NULL UNIQUE, pass varchar(255) NOT NULL, enabled tinyint NOT NULL DEFAULT 1, su tinyint NOT NULL DEFAULT 0, mail varchar(128) NOT NULL DEFAULT '', creator int unsigned DEFAULT 0, canpass tinyint DEFAULT 1, type varchar(128) DEFAULT 'default', notes text NOT NULL, created datetime, db_server_id int unsigned);
CREATE TABLE local (uid int unsigned NOT NULL PRIMARY KEY, nom varchar(128) NOT NULL DEFAULT '', prenom varchar(128) NOT NULL DEFAULT '');
CREATE TABLE db_servers (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(255), host varchar(255), login varchar(255), password varchar(255), client varchar(255));
CREATE TABLE domaines (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, compte int unsigned NOT NULL, domaine varchar(64) NOT NULL UNIQUE, gesdns int(1) NOT NULL DEFAULT 1, gesmx int(1) NOT NULL DEFAULT 1, noerase tinyint NOT NULL DEFAULT 0, dns_action enum('OK','UPDATE','DELETE') NOT NULL DEFAULT 'UPDATE', dns_result varchar(255) NOT NULL DEFAULT '', zonettl int unsigned NOT NULL DEFAULT 3600) ENGINE=InnoDB;
CREATE TABLE sub_domaines (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, compte int unsigned NOT NULL, domaine varchar(64) NOT NULL, sub varchar(100) NOT NULL, valeur varchar(1024), type varchar(30) NOT NULL, web_action enum('OK','UPDATE','DELETE') NOT NULL DEFAULT 'UPDATE', web_result varchar(255) NOT NULL DEFAULT '', enable enum('ENABLED','ENABLE','DISABLED','DISABLE') NOT NULL DEFAULT 'ENABLED', certificate_id int unsigned NOT NULL DEFAULT 0, provider varchar(16) NOT NULL DEFAULT '', https varchar(6) NOT NULL DEFAULT '', UNIQUE KEY one (compte, domaine, sub, type, valeur(500))) ENGINE=InnoDB;
CREATE TABLE domaines_type (name varchar(255) NOT NULL PRIMARY KEY, target enum('NONE','URL','DIRECTORY','IP','IPV6','DOMAIN','TXT') NOT NULL, compatibility varchar(255) NOT NULL, only_dns tinyint NOT NULL, has_https_option tinyint NOT NULL DEFAULT 0);
CREATE TABLE default_subdomains (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, sub varchar(255) NOT NULL, domain_type varchar(255) NOT NULL, domain_type_parameter varchar(255) NOT NULL);
CREATE TABLE address (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, domain_id bigint unsigned NOT NULL, address varchar(255) NOT NULL, type char(8) NOT NULL DEFAULT '', password varchar(255), enabled int(1) unsigned NOT NULL DEFAULT 1, mail_action enum('OK','DELETE','DELETING') NOT NULL DEFAULT 'OK', UNIQUE KEY one (domain_id, address), FOREIGN KEY (domain_id) REFERENCES domaines (id)) ENGINE=InnoDB;
CREATE TABLE mailbox (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, address_id bigint unsigned NOT NULL UNIQUE, path varchar(255) NOT NULL, quota bigint unsigned, delivery varchar(255) NOT NULL, bytes bigint NOT NULL DEFAULT 0, messages int NOT NULL DEFAULT 0, lastlogin datetime, mail_action enum('OK','DELETE','DELETING') NOT NULL DEFAULT 'OK', FOREIGN KEY (address_id) REFERENCES address (id)) ENGINE=InnoDB;
CREATE TABLE recipient (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, address_id bigint unsigned NOT NULL, recipients text NOT NULL, FOREIGN KEY (address_id) REFERENCES address (id)) ENGINE=InnoDB;
CREATE TABLE ftpusers (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(64) NOT NULL UNIQUE, password varchar(32) NOT NULL DEFAULT '', encrypted_password varchar(255), homedir varchar(128) NOT NULL, uid int unsigned NOT NULL, enabled tinyint NOT NULL DEFAULT 1);
CREATE TABLE db (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, uid int unsigned NOT NULL, login varchar(128) NOT NULL, pass varchar(128) NOT NULL, db varchar(64) NOT NULL);
CREATE TABLE quotas (uid int unsigned NOT NULL, name varchar(64) NOT NULL, total int unsigned NOT NULL DEFAULT 0, PRIMARY KEY (uid, name));
CREATE TABLE defquotas (quota varchar(128), value bigint unsigned DEFAULT 0, type varchar(128) DEFAULT 'default', PRIMARY KEY (quota, type));
CREATE TABLE tld (tld varchar(128) NOT NULL PRIMARY KEY, mode tinyint NOT NULL);
CREATE TABLE forbidden_domains (domain varchar(255) NOT NULL PRIMARY KEY);
CREATE TABLE variable (name varchar(255) NOT NULL PRIMARY KEY, value text);
CREATE TABLE alternc_status (name varchar(48) NOT NULL PRIMARY KEY, value longtext NOT NULL);
CREATE TABLE sympa (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, uid int unsigned NOT NULL, mail varchar(255) NOT NULL, mail_domain_id bigint unsigned NOT NULL, web varchar(255) NOT NULL, web_domain_id bigint unsigned NOT NULL, websub varchar(255) NOT NULL, listmasters text NOT NULL, sympa_action enum('OK','CREATE','DELETE','DELETING','REGENERATE') NOT NULL DEFAULT 'OK', sympa_result varchar(255) NOT NULL DEFAULT '');
CREATE TABLE dbusers (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, uid int unsigned NOT NULL, name varchar(80) NOT NULL, password varchar(64), enable enum('ACTIVATED','HIDDEN','ADMIN') NOT NULL DEFAULT 'ACTIVATED');
INSERT INTO db_servers (name) VALUES ('localhost');
INSERT INTO membres (uid, login, pass, su, mail, notes, db_server_id) VALUES (2000, 'admin', '', 1, 'root@panel.example', '', 1);
INSERT INTO defquotas (quota, value) VALUES ('dom', 1), ('web', 51200), ('mail', 10), ('ftp', 2), ('mysql', 1), ('sympa', 0);
INSERT INTO tld VALUES ('fr', 4), ('asso.fr', 4), ('org', 1), ('eu', 2), ('net', 3), ('it', 5), ('test', 0);
INSERT INTO forbidden_domains VALUES ('afnic.fr');
INSERT INTO variable VALUES ('mailname_bounce', 'panel.example');
INSERT INTO alternc_status VALUES ('alternc_version', '3.5.4');
INSERT INTO default_subdomains (sub, domain_type, domain_type_parameter) VALUES ('www', 'VHOST', '/www/%%DOMAIN%%'), ('', 'URL', 'http://www.%%DOMAIN%%'), ('autodiscover', 'AUTODISCOVER', '');
INSERT INTO domaines_type VALUES
  ('vhost', 'DIRECTORY', 'TXT,DEFMX,DEFMX2,MX,MX2', 0, 1), ('url', 'URL', 'TXT,DEFMX,DEFMX2,MX,MX2', 0, 0), ('ip', 'IP', 'IP,IPV6,TXT,DEFMX,DEFMX2,MX,MX2', 1, 0),
  ('ipv6', 'IPV6', 'IP,IPV6,TXT,DEFMX,DEFMX2,MX,MX2', 1, 0), ('cname', 'DOMAIN', '', 1, 0), ('txt', 'TXT', 'VHOST,URL,IP,IPV6,TXT,DEFMX,DEFMX2,MX,MX2', 1, 0),
  ('mx', 'DOMAIN', 'VHOST,URL,IP,IPV6,TXT,MX,MX2', 1, 0), ('mx2', 'DOMAIN', 'VHOST,URL,IP,IPV6,TXT,DEFMX,DEFMX2,MX,MX2', 1, 0),
  ('defmx', 'NONE', 'VHOST,URL,IP,IPV6,TXT,DEFMX2,MX2', 1, 0), ('defmx2', 'NONE', 'VHOST,URL,IP,IPV6,TXT,DEFMX,MX2', 1, 0), ('autodiscover', 'NONE', 'TXT', 0, 0), ('sympa-robot', 'NONE', 'TXT,DEFMX,MX,MX2', 0, 0);
