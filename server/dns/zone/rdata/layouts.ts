import { algorithm, certificateKind, instant, notification, period, ports, protocol, type, types, u16, u32, u8 } from './numbers.ts'
import { base32, base64, base64OrNothing, grouped, hex, nsap, salt } from './binary.ts'
import type { Field } from './field.ts'
import { gateway, hostIdentity, ranges } from './gateways.ts'
import { location } from './location.ts'
import { serviceParameters } from './service.ts'
import { ipv4, ipv6, name, tag, text, texts, wholeText } from './texts.ts'

const key = [u16, u8, algorithm, base64]
const digest = [u16, algorithm, u8, hex]
const certificate = [u8, u8, u8, hex]
const signature = [type, algorithm, u8, u32, instant, instant, u16, name, base64]
const service = [u16, name, serviceParameters]
const locator = [u16, grouped(4, 2, ':')]

/** Of what the data of each type is made, in this order. A type that is not here is written as RFC 3597 writes unknown ones. */
export const LAYOUTS: Partial<Record<string, Field[]>> = {
  // RFC 1035
  A: [ipv4], NS: [name], CNAME: [name], PTR: [name], MX: [u16, name], TXT: [texts], HINFO: [text, text],
  SOA: [name, name, u32, period, period, period, period], WKS: [ipv4, protocol, ports],
  MB: [name], MG: [name], MR: [name], MINFO: [name, name], MD: [name], MF: [name],
  // RFC 1183, 1348, 1706, 1712, 2163, 2230
  RP: [name, name], AFSDB: [u16, name], X25: [text], ISDN: [texts], RT: [u16, name],
  NSAP: [nsap], 'NSAP-PTR': [name], GPOS: [text, text, text], PX: [u16, name, name], KX: [u16, name],
  AAAA: [ipv6], LOC: [location], SRV: [u16, u16, u16, name], NAPTR: [u16, u16, text, text, text, name], DNAME: [name],
  CERT: [certificateKind, u16, algorithm, base64], APL: [ranges], SSHFP: [u8, u8, hex], DHCID: [base64],
  IPSECKEY: [gateway, base64OrNothing], HIP: [hostIdentity], SPF: [texts], NINFO: [texts], AVC: [texts],
  // DNSSEC
  DS: digest, CDS: digest, DLV: digest, TA: digest, DNSKEY: key, CDNSKEY: key, RKEY: key, KEY: [u16, u8, algorithm, base64OrNothing],
  RRSIG: signature, SIG: signature, NSEC: [name, types], NSEC3: [u8, u8, u16, salt, base32, types], NSEC3PARAM: [u8, u8, u16, salt],
  CSYNC: [u32, u16, types], ZONEMD: [u32, u8, u8, hex], TALINK: [name, name], DSYNC: [type, notification, u16, name],
  TLSA: certificate, SMIMEA: certificate, OPENPGPKEY: [base64],
  SVCB: service, HTTPS: service, URI: [u16, u16, wholeText], CAA: [u8, tag, wholeText],
  NID: locator, L64: locator, L32: [u16, ipv4], LP: [u16, name], EUI48: [grouped(6, 1, '-')], EUI64: [grouped(8, 1, '-')],
  RESINFO: [texts], WALLET: [texts],
}
