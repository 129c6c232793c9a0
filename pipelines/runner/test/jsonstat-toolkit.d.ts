/** As much of the reader as the test asks of it; its package says nothing of its types. */
declare module 'jsonstat-toolkit' {
  type Cube = {
    class: string
    n: number
    id: string[]
    Data(at: Record<string, string>): { value: number | null }
    Dimension(id: string): { Category(id: string): { label: string } }
  }
  export default function read(dataset: unknown): Cube
}
