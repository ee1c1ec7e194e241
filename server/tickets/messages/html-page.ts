/**
 * What a page made of a member's HTML may do: show text, and pictures that are inside it or that we fetch for it. A link opens a page of its own, without
 * a way back to ours. It keeps our origin so that the console can measure it, which is harmless while no script may ever run in it.
 */
export const HTML_PAGE_POLICY = [
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  'default-src \'none\'',
  'img-src \'self\' data:',
  'style-src \'unsafe-inline\'',
  'base-uri \'none\'',
  'form-action \'none\'',
  'frame-ancestors \'self\'',
].join('; ')

// Always light, as most messages were written: their colours are theirs.
const STYLE = `
:root { color-scheme: light }
body { margin: 0; padding: 1px; font: 15px/1.55 system-ui, sans-serif; color: #1c1d21; background: #fff; overflow-wrap: anywhere }
img, table { max-width: 100% }
img { height: auto }
pre { white-space: pre-wrap }
blockquote { margin: .75em 0; padding-left: .9em; border-left: 3px solid #c9ccd3; color: #555a64 }
a { color: #0b5cad }
img.blocked { min-width: 1em; min-height: 1em; outline: 1px dashed #8a8f98; outline-offset: -1px; background: #f1f2f4; color: #5a5f69; font-size: 12px }
a[data-to]::after, a[data-warning]::after {
  all: initial; display: inline-block; max-width: 100%; unicode-bidi: isolate; direction: ltr; margin-left: .3em; padding: 0 .35em; border-radius: 4px;
  font: 12px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; background: #eef0f3; color: #4b5059; content: attr(data-to);
}
a[data-warning]::after { background: #ffedc2; color: #7a3d00; font-weight: 600; content: '\\26a0\\fe0e\\00a0' attr(data-warning) }`

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
