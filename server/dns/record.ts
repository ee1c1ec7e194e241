/**
 * A record of class IN. `name` is absolute, in lower case, with its last dot; `data` is written as RFC 1035 §5.1 and
 * RFC 3597 write it, in one way only: names absolute and in lower case, every text in quotes, what is unknown as `\# 4 0A000001`.
 * Two records say the same when name, type and data are the same texts.
 */
export type DnsRecord = {
  name: string
  /** Seconds. */
  ttl: number
  /** `A`, `MX`, or `TYPE65280` for one that has no name here. */
  type: string
  data: string
}
