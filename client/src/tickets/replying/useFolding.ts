import { ref, type Ref } from 'vue'

/** The box is one line until something is written in it, and again when it is left empty. */
export function useFolding(box: Readonly<Ref<HTMLElement | null>>, isEmpty: () => boolean) {
  const open = ref(false)
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    const stays = relatedTarget instanceof Node && (box.value?.contains(relatedTarget) ?? false)
    // Nothing has the focus while a file is picked or another window is in front: that is not leaving.
    if (relatedTarget && !stays && isEmpty()) open.value = false
  }
  return { open, onFocusOut }
}
