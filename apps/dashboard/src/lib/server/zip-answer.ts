import { Readable } from 'node:stream'
import { arrivingFolder, type ZippedFolder } from '@pejling/archive'
import type { Edition } from '@pejling/warehouse'
import { answerable } from './editions.ts'
import { getHouse } from './house.ts'

/**
 * A folder of an edition as a zip that is sent while it is made. The edition stays open until the last byte is sent, also
 * if another becomes live meanwhile.
 *
 * @param make is given the edition and where there is room for what is made
 */
export async function zipAnswer(
  hash: string,
  make: (edition: Edition, room: string) => ZippedFolder,
): Promise<Response> {
  const { editions, home } = getHouse()
  const reader = editions.reader()
  try {
    const { name, content } = make(await answerable(reader.get(hash)), arrivingFolder(home))
    content.once('close', () => reader.done())
    return new Response(Readable.toWeb(content) as ReadableStream, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (problem) {
    reader.done()
    throw problem
  }
}
