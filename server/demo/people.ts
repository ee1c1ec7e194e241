import type { Role } from '../accounts/contract.ts'

export type DemoAgentName = 'nadia' | 'jules' | 'agnes'
export type DemoAgent = { key: DemoAgentName, email: string, name: string, role: Role }

/** Who answers in the demonstration. They all have the same password, which is told to whoever loads it. */
export const agents: readonly DemoAgent[] = [
  { key: 'nadia', email: 'nadia@demo.example', name: 'Nadia Belkacem', role: 'administrator' },
  { key: 'jules', email: 'jules@demo.example', name: 'Jules Perrin', role: 'staff' },
  { key: 'agnes', email: 'agnes@demo.example', name: 'Agnès Thibault', role: 'volunteer' },
]

export const PASSWORD = 'permanence'
