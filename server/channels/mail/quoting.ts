/** TEMP */
export function visibleReply(text: string, _how: { isForward: boolean, isList: boolean }): string { return text.trim() }
