/** What one message may cost, all in one place. Beyond a limit the message is cut or refused, and says so in its problems. */
export const limits = {
  /** Larger messages are kept raw and not read. */
  messageBytes: 40 * 1024 * 1024,
  /** Larger messages are streamed from their file. */
  wholeBytes: 5 * 1024 * 1024,
  parseMs: 30_000,
  /** Heap of one parser thread, in MB; buffers are not counted. */
  heapMb: 256,
  /** The part of it where new things are made, in MB. Left to itself it grows with the number of messages, by 50 MB a thread, and is no faster. */
  youngHeapMb: 4,
  /** Header block of the message, and of each of its parts. */
  headerBytes: 2 * 1024 * 1024,
  /** Parts of one message, containers included. */
  parts: 1100,
  /** One text or HTML part; what follows is in the raw message only. */
  textBytes: 2 * 1024 * 1024,
  /** Chromium stops at 512 and shows nothing of what is deeper. */
  htmlDepth: 200,
  /** Elements open at once in HTML that is still read as HTML: what reading costs grows with their square. */
  htmlOpen: 5000,
  /** Tags, and pieces of text, of HTML that is still read as HTML. */
  htmlPieces: 150_000,
  /** HTML beyond one of these is shown as text until its reader asks for its layout, since a browser may be busy with it for seconds. */
  htmlAtOnce: { characters: 600_000, depth: 200, pieces: 30_000 },
  /** What is read of an attached message or of a delivery report. */
  reportBytes: 64 * 1024,
  /** How far into a text a quotation or a forwarded header is looked for. */
  forwardCharacters: 20_000,
  addresses: 500,
  references: 200,
  subjectCharacters: 1000,
  nameCharacters: 250,
  /** RFC 5321 §4.5.3.1.3 allows 254. */
  addressCharacters: 320,
  messageIdCharacters: 500,
  /** Our own server's stand at the top. */
  authenticationFields: 20,
  authenticationCharacters: 4000,
} as const
