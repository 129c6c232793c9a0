import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { literal, withDatabase } from '@pejling/warehouse'

const queries: Record<string, [string, string]> = {
  'parquet-types': [
    `SELECT 1 AS id, 'Åse på øen' AS "Navn på stuen", DATE '2023-12-31' AS dag, TIMESTAMP '2023-01-02 10:00:00' AS tid, TIME '07:30:00' AS kl, true AS ja, 2.50::DECIMAL(5,2) AS andel, 0.1::FLOAT AS f
     UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
    'zstd',
  ],
  'parquet-enum': [
    `SELECT * FROM (VALUES ('pige'::ENUM('pige', 'dreng på ø')), ('dreng på ø'), (NULL)) AS t("Køn")`,
    'snappy',
  ],
  'parquet-lists': [`SELECT ['æ', 'ø'] AS "Svar", {a: 1, b: 'å'} AS "Mere", '\\xC3'::BLOB AS bytes`, 'gzip'],
  'parquet-awkward-names': [
    `SELECT 1 AS "line", 2 AS "Åben;nu", 3 AS "to\nlinjer", 4 AS "Sp""ørgsmål"`,
    'uncompressed',
  ],
  'parquet-many-rows': [
    `SELECT range AS id, 'gruppe ' || (range % 3) AS "Gruppe på", range / 4 AS "Længde" FROM range(2500)`,
    'zstd',
  ],
}

/** Parquet as DuckDB writes it, packed in every way. */
export async function parquetCases(folder: string): Promise<void> {
  await withDatabase(async (connection) => {
    for (const [name, [query, compression]] of Object.entries(queries)) {
      await mkdir(join(folder, name, 'sent'), { recursive: true })
      const file = literal(join(folder, name, 'sent', 'svar.parquet'))
      await connection.run(`COPY (${query}) TO ${file} (FORMAT parquet, COMPRESSION ${compression})`)
    }
  })
}
