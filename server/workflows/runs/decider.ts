import { Permission } from '../../accounts/contract.ts'

/** Who decides, by what they may do. A gate names the permission that it asks for; one that this version does not know is nobody's. */
export const deciderOf = ({ may }: { may: (permission: Permission) => boolean }) => ({
  mayApprove: (named: string) => {
    const permission = Permission.safeParse(named)
    return permission.success && may(permission.data)
  },
})
