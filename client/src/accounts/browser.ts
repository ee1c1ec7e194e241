const BROWSERS = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']] as const
const SYSTEMS = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Macintosh|Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux|X11/, 'Linux']] as const

const firstOf = (names: readonly (readonly [RegExp, string])[], text: string) => names.find(([sign]) => sign.test(text))?.[1]

/** A browser in words that its owner knows again: "Firefox, Linux". Undefined for what calls itself nothing that is known. */
export function browserWords(userAgent: string | null): string | undefined {
  const words = [firstOf(BROWSERS, userAgent ?? ''), firstOf(SYSTEMS, userAgent ?? '')].filter(word => word !== undefined)
  return words.length > 0 ? words.join(', ') : undefined
}
