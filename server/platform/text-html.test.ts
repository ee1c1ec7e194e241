import { expect, test } from 'vitest'
import { textAsHtml } from './text-html.ts'

test.each([
  ['Bonjour,\nça va ?', 'Bonjour,<br>\nça va ?'],
  ['<script>"&\'', '&lt;script&gt;&quot;&amp;&#39;'],
  ['Voyez https://coop.example/aide?a=1&b=2.', 'Voyez <a href="https://coop.example/aide?a=1&amp;b=2">https://coop.example/aide?a=1&amp;b=2</a>.'],
  ['(https://coop.example/)', '(<a href="https://coop.example/">https://coop.example/</a>)'],
  ['https://x.example/"onload="alert(1)', '<a href="https://x.example/">https://x.example/</a>&quot;onload=&quot;alert(1)'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%j', (text, html) => expect(textAsHtml(text)).toBe(html))
