/**
 * Says what a mark of a figure is while it is pointed at or focused: the name its link has anyway, beside it. Escape
 * takes it away, and it can be pointed at itself without going (WCAG 1.4.13).
 */
export function tellDoors(page: Document): void {
  const tip = page.createElement('div')
  tip.className = 'tip'
  tip.hidden = true
  // A reader of the page hears the link's own name.
  tip.setAttribute('aria-hidden', 'true')

  const doorOf = ({ target }: Event) =>
    target instanceof Element ? target.closest<SVGAElement>('.drawing a[aria-label]') : null
  const tell = (event: Event) => {
    const door = doorOf(event)
    if (door) show(door)
    else if (event.target !== tip) hide()
  }
  const show = (door: SVGAElement) => {
    if (!tip.isConnected) page.body.append(tip)
    tip.textContent = door.getAttribute('aria-label')
    tip.hidden = false
    const mark = door.getBoundingClientRect()
    const { width, height } = tip.getBoundingClientRect()
    const room = page.documentElement.clientWidth
    const left = Math.max(8, Math.min(mark.left + mark.width / 2 - width / 2, room - width - 8))
    const top = mark.top > height + 8 ? mark.top - height - 4 : mark.bottom + 4
    tip.style.translate = `${left + scrollX}px ${top + scrollY}px`
  }
  const hide = () => (tip.hidden = true)

  page.addEventListener('pointerover', tell)
  page.addEventListener('focusin', tell)
  page.addEventListener('focusout', hide)
  page.addEventListener('keydown', ({ key }) => key === 'Escape' && hide())
}
