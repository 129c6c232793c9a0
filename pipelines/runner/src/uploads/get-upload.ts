import { findUpload, type Ledger, type Upload } from '@pejling/ledger'

/** @throws `unknown upload: 12`, `upload: expected a number, found x` */
export async function getUpload(ledger: Ledger, said: string): Promise<Upload> {
  if (!/^[1-9][0-9]{0,8}$/.test(said)) throw new Error(`upload: expected a number, found ${said}`)
  const upload = await findUpload(ledger, Number(said))
  if (!upload) throw new Error(`unknown upload: ${said}`)
  return upload
}
