import { Command } from 'commander'
import { compose } from '../compose.ts'
import { domainIn, noDomainWords, shownDomain } from '../dns/survey/asked.ts'
import { partNames, weights, type Finding, type Plan } from '../dns/survey/contract.ts'
import type { SurveyFacts } from '../dns/survey/facts.ts'
import { judged } from '../dns/survey/view.ts'
import { configFrom } from '../platform/config.ts'
import { Refusal } from '../platform/errors.ts'
import { endProgress, print, printJson, tellProgress } from './terminal.ts'

/** `permanence survey DOMAIN` */
export function surveyCommand(): Command {
  return new Command('survey')
    .argument('<domain>', 'a domain, the address of a page or an e-mail address')
    .description('looks at a domain: whether it can leave its registrar, what is lost by that, and what remains to be done; needs no database')
    .option('--json', 'print one JSON object: what was found, and what it means')
    .action(survey)
}

async function survey(written: string, { json }: { json?: boolean }) {
  const read = domainIn(written)
  if ('problem' in read) throw new Refusal('invalid', `${noDomainWords[read.problem]}.`)
  const { domain } = read
  const config = configFrom(process.env)
  const world = compose(config)
  try {
    const waiting = new Set<string>(partNames)
    const at = Date.now()
    tellProgress(`Looking at ${shownDomain(domain)}`)
    const found = await world.lookAtDomain(domain, (parts) => {
      for (const part of Object.keys(parts)) waiting.delete(part)
      tellProgress(`Waiting for: ${[...waiting].join(', ')}`)
    })
    const facts: SurveyFacts = { domain, at, ...found }
    const plan = judged(facts, config.ours)
    endProgress()
    if (json) printJson({ domain, at, ...plan, facts })
    else print(sentencesOf(domain, plan))
    // What keeps it from leaving is an answer, and not a failure; that nothing could be seen is one.
    if (partNames.every(part => facts[part].facts === null)) process.exitCode = 1
  }
  finally {
    endProgress()
    await world.close()
  }
}

const SIGNS: Record<Finding['weight'], string> = { blocks: 'keeps it', lost: 'is lost', manual: 'by hand', doubt: 'to check', good: 'in order' }

const sentencesOf = (domain: string, { headline, findings, steps }: Plan): string => [
  `${shownDomain(domain)}: ${headline.says.en}`,
  ...weights.flatMap(weight => findings.filter(one => one.weight === weight)).map(({ weight, code, says }) => `  ${SIGNS[weight].padEnd(9)} ${says.en} [${code}]`),
  ...steps.map(({ says }, index) => `  ${String(index + 1).padStart(2)}. ${says.en}`),
].join('\n')
