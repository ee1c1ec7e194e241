// Looks that mail programs write and that can neither load, cover nor move anything.
const SAFE = /^(color|background(-color)?|font(-(family|size|style|weight|variant))?|text-(align|decoration(-line)?|indent|transform)|line-height|letter-spacing|white-space|vertical-align|width|(max|min)-width|height|(padding|margin)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?(-(color|style|width|collapse|spacing|radius))?|list-style(-type)?|direction|word-(break|wrap)|overflow-wrap)$/

/** Keeps the harmless declarations of a style attribute. Nothing that names an address, a function but colours, or an escape passes. */
export function safeStyle(style: string): string {
  if (style.length > 4000) return ''
  const kept: string[] = []
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).trim()
    if (colon > 0 && SAFE.test(property) && isSafeValue(value)) kept.push(`${property}:${value}`)
  }
  return kept.join(';')
}

// Negative margins would lay a message over what is around it.
const isSafeValue = (value: string) =>
  /^[\w\s#%.,'"!()/-]{1,200}$/.test(value) && !/(^|[\s,(])-\d/.test(value) && (value.match(/[\w-]+(?=\()/g) ?? []).every(name => /^(rgb|rgba|hsl|hsla)$/i.test(name))

/** Whether a style attribute makes its element invisible. */
export const hides = (style: string) => /(^|[;\s])(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0?\.?0+\s*(%|!|;|$)|max-height\s*:\s*0|mso-hide\s*:\s*all)/i.test(style.slice(0, 4000))
