export type Attributes = Record<string, string>

/** What happens to the links and pictures of a message while its HTML is shown. */
export type Changes = {
  /** The attributes a link is shown with; `text` is what stands in it. */
  link: (attributes: Attributes, text: string) => Attributes
  /** The attributes a picture is shown with; without any it is nothing. Called in the order of the message. */
  picture: (attributes: Attributes) => Attributes
}

/** Sanitises HTML once more and changes it on the way. */
export type RewriteHtml = (html: string, changes: Changes) => string
