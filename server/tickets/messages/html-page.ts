/**
 * What a page made of a member's HTML may do: show text, and images that are inside it. A link opens a page of its own, without
 * a way back to ours. It keeps our origin so that the console can measure it, which is harmless while no script may ever run in it.
 */
export const HTML_PAGE_POLICY = [
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  'default-src \'none\'',
  'img-src data:',
  'style-src \'unsafe-inline\'',
  'base-uri \'none\'',
  'form-action \'none\'',
  'frame-ancestors \'self\'',
].join('; ')

const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; padding: 1px; font: 15px/1.55 system-ui, sans-serif; color: #1c1d21; background: #fff; overflow-wrap: anywhere }
img, table { max-width: 100% }
img { height: auto }
pre { white-space: pre-wrap }
blockquote { margin: .75em 0; padding-left: .9em; border-left: 3px solid #c9ccd3; color: #555a64 }
a { color: #0b5cad }
@media (prefers-color-scheme: dark) {
  body { color: #e6e7ea; background: #16171a }
  blockquote { border-color: #44484f; color: #a9aeb8 }
  a { color: #7db7f5 }
}`

/** A page around the sanitised HTML of a message, to be shown in a frame. */
export function htmlPage(html: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<base target="_blank">
<title>Message</title>
<style>${STYLE}</style>
</head>
<body>
${html}
</body>
</html>
`
}
