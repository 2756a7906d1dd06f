enum Shadow { Shadow, value = Shadow }
enum Merged { a = 1 }
enum Merged { b = a + 1, c = Merged.a }
enum Text { A = 'text', template = `${A}!`, E = A + 'x', F = Text.A, 'c d' = `c`, }
export const shadow = Shadow, merged = Merged, text = [Text, Text.E];
export function local() {
  enum Local { x = 10 }
  { enum Local { q = 1 } if (Local.q !== 1) throw 1 }
  return Local
}
export const inner = local();
