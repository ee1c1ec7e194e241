import { z } from 'zod'

/** Our registrar: one with an API for us, or one where people do it, and how the registry calls it. */
export type RegistrarSetting =
  | { kind: 'openprovider', url: string, user: string, password: string, handle: string | undefined }
  | { kind: 'manual', name: string, ianaId: number | null }

const OPENPROVIDER = 'https://api.openprovider.eu'

/** What the environment says of it. PERMANENCE_REGISTRAR carries no secret: the user and the password have variables of their own. */
export const RegistrarEnvironment = z.object({
  PERMANENCE_REGISTRAR: z.string().regex(/^(openprovider(:https:\/\/[^\s@/]+\/?)?|manual(:[^:]{1,100}(:\d{1,6})?)?)$/, 'must be openprovider, openprovider:https://another.address, manual, manual:NAME or manual:NAME:IANA-NUMBER').default('manual'),
  PERMANENCE_REGISTRAR_USER: z.string().optional(),
  PERMANENCE_REGISTRAR_PASSWORD: z.string().optional(),
  PERMANENCE_REGISTRAR_HANDLE: z.string().regex(/^[A-Z0-9-]{3,30}$/i, 'must be the handle of a contact, as in XX000001-FR').optional(),
})

/** The setting in what was read; `openprovider` needs its user and its password. */
export function registrarSettingIn({ PERMANENCE_REGISTRAR: text, PERMANENCE_REGISTRAR_USER: user = '', PERMANENCE_REGISTRAR_PASSWORD: password = '', PERMANENCE_REGISTRAR_HANDLE: handle }: z.infer<typeof RegistrarEnvironment>): RegistrarSetting {
  const [kind, ...rest] = text.split(':')
  if (kind === 'openprovider') return { kind, url: rest.join(':').replace(/\/$/, '') || OPENPROVIDER, user, password, handle }
  const [name = 'notre bureau', number] = rest
  return { kind: 'manual', name, ianaId: number === undefined ? null : Number(number) }
}

/** Whether the registrar can be spoken to. */
export const hasRegistrarSecrets = ({ PERMANENCE_REGISTRAR: text, PERMANENCE_REGISTRAR_USER: user, PERMANENCE_REGISTRAR_PASSWORD: password }: z.infer<typeof RegistrarEnvironment>): boolean =>
  !text.startsWith('openprovider') || (Boolean(user) && Boolean(password))
