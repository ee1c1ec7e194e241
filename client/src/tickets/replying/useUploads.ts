import { computed, onScopeDispose, reactive, toValue, type MaybeRefOrGetter } from 'vue'
import { Upload } from '../../../../server/tickets/drafts/contract.ts'
import { HttpFailure, sendFile } from '../../http.ts'
import { percent, refusalOf } from './upload-rules.ts'

/** A file on its way to the server, or one that could not go there. */
export type Going = { key: number, kind: string, filename: string, size: number, percent: number, why: string | undefined, stop: () => void }
type Box = { held: MaybeRefOrGetter<readonly Upload[]>, kind: MaybeRefOrGetter<string>, add: (upload: Upload, kind: string) => void }

/** Files brought into the box: each is sent at once, and belongs to the draft in which it was brought. */
export function useUploads({ held, kind, add }: Box) {
  const going = reactive<Going[]>([])
  let count = 0
  const drop = (key: number) => {
    const at = going.findIndex(file => file.key === key)
    if (at !== -1) going.splice(at, 1)
  }

  async function bring(file: File) {
    const [controller, draft] = [new AbortController(), toValue(kind)]
    const sizes = [...toValue(held), ...going.filter(({ why }) => !why)].map(({ size }) => size)
    const key = count += 1
    const stop = () => { controller.abort(); drop(key) }
    going.push({ key, kind: draft, filename: file.name, size: file.size, percent: 0, why: refusalOf(file.size, sizes), stop })
    const shown = going.find(one => one.key === key)
    if (!shown || shown.why) return
    try {
      const path = `/uploads?${new URLSearchParams({ filename: file.name, type: file.type })}`
      const upload = await sendFile({ path, file, signal: controller.signal, onProgress: (part) => { shown.percent = percent(part) } }, Upload)
      drop(key)
      add(upload, draft)
    }
    catch (error) {
      if (!controller.signal.aborted) shown.why = error instanceof HttpFailure && error.code === 'unreachable' ? 'network' : 'refused'
    }
  }

  onScopeDispose(() => going.forEach(({ stop }) => stop()))
  const here = computed(() => going.filter(file => file.kind === toValue(kind)))
  return {
    going: here,
    busy: computed(() => here.value.some(({ why }) => why === undefined)),
    /** What could not be sent need not be told any longer. */
    clear: () => here.value.forEach(({ stop }) => stop()),
    bringAll: (files: Iterable<File>) => { for (const file of files) void bring(file) },
  }
}
