import type { Handle } from '@sveltejs/kit/hooks'
import { getHouse } from './house.ts'

/**
 * Lends every answer the edition that is live as it begins, and whatever older one it asks for. They stay open until the
 * answer is whole, so that one that was asked for before a swap is answered from where it began. An answer that goes on
 * reading while it is sent must hold a reader of its own.
 */
export const lendEditions: Handle = async ({ event, resolve }) => {
  const reader = getHouse().editions.reader()
  event.locals.editions = reader
  if (reader.live) event.locals.edition = reader.live
  try {
    return await resolve(event)
  } finally {
    reader.done()
  }
}
