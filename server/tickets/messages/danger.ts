import type { AttachmentDanger } from '../contract.ts'

type Kind = 'program' | 'script' | 'macro' | 'page' | 'archive' | 'harmless'

const words = (list: string) => list.split(' ')

const ENDINGS = new Map<string, Kind>([
  ...words('exe com scr pif msi msp msix msixbundle appx appxbundle application appref-ms gadget dll cpl ocx sys drv xll jar jnlp apk xapk deb rpm dmg pkg app run appimage iso img vhd vhdx lnk msc diagcab chm hlp').map(ending => [ending, 'program'] as const),
  ...words('js jse mjs vb vbs vbe ws wsf wsh wsc sct hta ps1 psm1 psd1 ps1xml bat cmd sh bash zsh csh ksh py pyw rb pl php phar lua ahk reg inf scf url webloc desktop command terminal workflow scpt applescript settingcontent-ms library-ms search-ms').map(ending => [ending, 'script'] as const),
  ...words('docm dotm xlsm xltm xlsb xlam xla pptm potm ppam ppsm sldm accdb accde mdb mde ade adp one onepkg slk iqy').map(ending => [ending, 'macro'] as const),
  ...words('html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt').map(ending => [ending, 'page'] as const),
  ...words('zip 7z rar tar gz tgz bz2 tbz xz txz zst cab arj lzh lha ace z').map(ending => [ending, 'archive'] as const),
  ...words('pdf txt csv md rtf odt ods odp odg doc docx xls xlsx ppt pptx png jpg jpeg gif webp bmp tif tiff heic avif mp3 m4a ogg wav mp4 mov avi webm ics vcf eml msg').map(ending => [ending, 'harmless'] as const),
])

const TYPES: [RegExp, Kind][] = [
  [/^application\/(x-ms-?dos-program|x-msdownload|x-msi|x-dosexec|x-executable|x-mach-binary|vnd\.microsoft\.portable-executable|java-archive|x-java-archive|vnd\.android\.package-archive|x-iso9660-image|x-apple-diskimage|x-ms-shortcut)$/, 'program'],
  [/^(text|application)\/(x-)?(javascript|ecmascript|vbscript|sh|shellscript|powershell|python|perl|php|bat|msdos-batch|hta)$/, 'script'],
  [/macroenabled/, 'macro'],
  [/^(text\/html|application\/xhtml\+xml|image\/svg\+xml|(text|application)\/(xml|xsl)|multipart\/related)$/, 'page'],
  [/^application\/(x-)?(zip|zip-compressed|7z-compressed|rar|rar-compressed|vnd\.rar|tar|gzip|bzip2|xz)$/, 'archive'],
  [/^(image|audio|video)\/|^application\/(pdf|msword|rtf|vnd\.(oasis|openxmlformats|ms-excel|ms-powerpoint))|^text\/(plain|csv|calendar|vcard)$/, 'harmless'],
]

const RUNS = new Set<Kind | undefined>(['program', 'script', 'macro', 'page'])
// Marks that turn the reading direction, or that nobody sees: "facture‮fdp.exe" reads as "factureexe.pdf".
const TRICKS = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/** Why an attachment should not be opened lightly, from its name and type as the message gives them; null when nothing speaks against it. An archive is a hint only. */
export function dangerOf({ filename, contentType }: { filename: string | null, contentType: string }): AttachmentDanger | null {
  const type = kindOfType(contentType)
  const [before, last] = endingsOf(filename ?? '')
  if (TRICKS.test(filename ?? '') || isDisguised({ before, last, type })) return 'disguised'
  const kind = last ?? type
  return kind === undefined || kind === 'harmless' ? null : kind
}

/** A file that runs behind an ending or a type that does not. Types that say nothing, such as that of any bytes, contradict nothing. */
function isDisguised({ before, last, type }: { before: Kind | undefined, last: Kind | undefined, type: Kind | undefined }): boolean {
  if (RUNS.has(last)) return before === 'harmless' || (type === 'harmless' && last !== 'macro' && last !== 'page') || (last === 'page' && type === 'program')
  return (last === 'harmless' || last === 'archive') && RUNS.has(type) && type !== 'macro'
}

function kindOfType(contentType: string): Kind | undefined {
  const bare = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  return TYPES.find(([pattern]) => pattern.test(bare))?.[1]
}

/** What the last two endings of a name stand for, as Windows sees them: without dots and spaces at its end. */
function endingsOf(filename: string): [before: Kind | undefined, last: Kind | undefined] {
  const [last, before] = filename.toLowerCase().replace(/[\s.]+$/u, '').split('.').slice(1).map(part => part.trim()).reverse()
  return [ENDINGS.get(before ?? ''), ENDINGS.get(last ?? '')]
}
