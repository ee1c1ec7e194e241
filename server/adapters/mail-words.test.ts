import { describe, expect, test } from 'vitest'
import { visibleReply } from '../channels/understanding/quoting/quoting.ts'
import { sanitised } from './mail-html.ts'
import { wordsOf } from './mail-words.ts'

const OLD = '<div>La lampe est éteinte.</div><div>Pouvez-vous voir ?</div>'
const shown = (html: string) => {
  const { text, judged } = wordsOf(sanitised(html))
  expect(judged.split('\n')).toHaveLength(text.split('\n').length)
  return visibleReply(text, { isForward: false, isList: false, judged })
}

describe('what mail programs mark in their HTML is not new', () => {
  test.each([
    ['Gmail', `<div dir="ltr">Fait.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Pirmadienį Ona rašė:<br></div><blockquote class="gmail_quote">${OLD}</blockquote></div>`],
    ['older Gmail, a language we do not know', `<div>Fait.</div><div class="gmail_extra"><div class="gmail_quote">Pirmadienį Ona rašė<br><blockquote class="gmail_quote">${OLD}</blockquote></div></div>`],
    ['Gmail, with a signature', `<div>Fait.</div><div class="gmail_signature">Camille<br>Lampes et compagnie</div><div class="gmail_quote"><div class="gmail_attr">Ona:</div><blockquote>${OLD}</blockquote></div>`],
    ['Gmail, with a signature whose class is gone', `<div>Fait.</div><div data-smartmail="gmail_signature">Ona<br>Lempos</div><div class="gmail_quote"><div class="gmail_attr">Ona:</div><blockquote>${OLD}</blockquote></div>`],
    ['Outlook, its border alone', `<div>Fait.</div><div style="border-top:solid #E1E1E1 1.0pt"><p><b>Nuo:</b> Ona</p></div><p>La lampe est éteinte.</p>`],
    ['Thunderbird', `<p>Fait.</p><div class="moz-cite-prefix">Ona je napisala dne 23:<br></div><blockquote type="cite" cite="mid:x">${OLD}</blockquote><div class="moz-signature">-- <br>Camille</div>`],
    ['Apple Mail', `Fait.<br><div><br><blockquote type="cite"><div>Le 23 nov. 2026 à 10:00, Ona &lt;o@example.org&gt; a écrit :</div><br><div>${OLD}</div></blockquote></div>`],
    ['Yahoo', `<div>Fait.</div><div id="ydp1" class="ydp1 yahoo_quoted"><div>Ona rašė:</div><div>${OLD}</div></div>`],
    ['Proton', `<div>Fait.</div><div class="protonmail_signature_block">Camille</div><div class="protonmail_quote">Ona rašė:<br><blockquote class="protonmail_quote" type="cite">${OLD}</blockquote></div>`],
    ['Zoho', `<div>Fait.</div><div class="zmail_extra"><div>---- Ona rašė ----</div><blockquote>${OLD}</blockquote></div>`],
    ['Outlook in a browser', `<div>Fait.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Nuo:</b> Ona<br><b>Kam:</b> Camille</div><div>${OLD}</div>`],
    ['Outlook on a computer', `<div class="WordSection1"><p>Fait.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Nuo:</b> Ona<br><b>Kam:</b> Camille</p></div></div><p>La lampe est éteinte.</p></div>`],
    ['Outlook on a telephone', `<div>Fait.</div><div id="ms-outlook-mobile-signature">Gauti „Outlook“</div><div class="ms-outlook-mobile-reference-message"><b>Nuo:</b> Ona</div><div>${OLD}</div>`],
    ['older Outlook', `<div>Fait.</div><div class="OutlookMessageHeader"><hr>Nuo: Ona</div><div>${OLD}</div>`],
    ['Outlook on a Mac', `<div>Fait.</div><span id="OLK_SRC_BODY_SECTION"><div>Nuo: Ona</div><div>${OLD}</div></span>`],
    ['Hotmail', `<div>Fait.</div><hr id="stopSpelling">Date: x<br>${OLD}`],
    ['Zimbra', `<div>Fait.</div><hr id="zwchr" data-marker="__DIVIDER__"><div><b>Nuo: </b>Ona</div><div>${OLD}</div>`],
    ['Zimbra, with a header', '<div>Fait.</div><hr id="zwchr"><div><b>From: </b>Ona &lt;o@example.org&gt;<br><b>To: </b>Camille<br><b>Sent: </b>23 Nov 2026<br><b>Subject: </b>Lempa</div><br><div>La lampe est éteinte.</div>'],
    ['Roundcube', `<p>Fait.</p><p id="reply-intro">Ona rašė 23:</p><blockquote type="cite">${OLD}</blockquote>`],
    ['GMX', `<div>Fait.</div><div name="quote" style="border-left:2px solid">Gesendet: x<br>${OLD}</div>`],
  ])('%s', (_program, html) => { expect(shown(html)).toBe('Fait.') })

  test('a greeting alone, above one paragraph', () => {
    expect(shown('<div>Bonjour</div><hr id="zwchr"><div>De : Ona &lt;o@example.org&gt;<br>À : Camille<br>Envoyé : 23 nov. 2026<br>Objet : lampe</div><br><div>Salut</div>')).toBe('Bonjour')
  })

  test.each([
    ['an answer below Gmail\'s quotation, in its box', `<div class="gmail_quote"><div class="gmail_attr">Ona:</div><blockquote>Un ?</blockquote><div>Oui.</div></div>`, 'Ona:\n\n> Un ?\n\nOui.'],
    ['an answer below what Yahoo quotes', `<div class="yahoo_quoted">Un ?</div><div>Oui.</div>`, 'Un ?\nOui.'],
    ['a message that is all in a marked box', `<div class="gmail_quote">Bonjour, voici.</div>`, 'Bonjour, voici.'],
    ['an empty mark of Outlook', `<div>Bonjour.</div><div id="appendonsend"></div>`, 'Bonjour.'],
    ['only a quotation', `<div class="yahoo_quoted">Un ?</div>`, 'Un ?'],
    ['a mark of somebody who makes them up', `<div data-mark="inside">Un ?</div><div>Deux ?</div>`, 'Un ?\nDeux ?'],
    ['words like those of an object', `<div class="constructor" id="toString">Un ?</div>`, 'Un ?'],
  ])('kept: %s', (_what, html, expected) => { expect(shown(html)).toBe(expected) })
})
