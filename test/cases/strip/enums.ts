export enum Direction { Up = 1, Down, Left, Right }
export enum Text { A = 'a', B = "b", 'c d' = `c`, E = A + 'x', F = Text.A, }
export const enum Mixed {
  zero, // first
  five = 5, six,
  shifted = 1 << 3,
  both = five | shifted, negative = -1, after,
  length = "abc".length,
  paren = (zero + 1) * 2,
  other = Direction.Down,
  "quoted-name" = 4,
  text = 'text',
  template = `${text}!`,
  float = 1.5, last
}
enum Merged { a = 1 }
enum Merged { b = a + 1, c = Merged.a }
enum Empty {}
enum Shadow { Shadow, value = Shadow }
export declare enum Declared { x }
export const merged = Merged, empty = Empty, shadow = Shadow;
export function local() {
  enum Local { x = 10, y }
  const enum Local2 { z = Local.y as number }
  { enum Local { q = 1 } if (Local.q !== 1) throw 1 }
  return [Local, Local2.z, Local[11]]
}
export const values = [Direction.Up, Direction[2], Text.E, Mixed.both, Mixed['quoted-name'], local()];
