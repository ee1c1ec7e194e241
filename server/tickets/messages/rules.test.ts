import { describe, expect, test } from 'vitest'
import { servedType } from './content-type.ts'
import { HTML_PAGE_POLICY, htmlPage } from './html-page.ts'

test.each([
  ['image/png', 'image/png'],
  ['IMAGE/JPEG; name=a.jpg', 'image/jpeg'],
  ['application/pdf', 'application/pdf'],
  ['text/plain; charset=utf-8', 'text/plain'],
  ['text/html', 'application/octet-stream'],
  ['image/svg+xml', 'application/octet-stream'],
  ['application/javascript', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('an attachment of type %j is handed out as %s', (contentType, expected) => {
  expect(servedType(contentType)).toBe(expected)
})

describe('the page of a message', () => {
  test('holds the message between our head and foot', () => {
    expect(htmlPage('<p>Bonjour</p>')).toMatch(/^<!doctype html>[^]*<meta charset="utf-8">[^]*<body>\n<p>Bonjour<\/p>\n<\/body>/)
  })

  test('runs nothing, loads nothing, and is framed by us alone', () => {
    expect(HTML_PAGE_POLICY).toMatch(/^sandbox /)
    expect(HTML_PAGE_POLICY).not.toContain('allow-scripts')
    expect(HTML_PAGE_POLICY).not.toMatch(/script-src|allow-forms|allow-top-navigation/)
    expect(HTML_PAGE_POLICY).toContain('default-src \'none\'')
    expect(HTML_PAGE_POLICY).toContain('frame-ancestors \'self\'')
  })
})
