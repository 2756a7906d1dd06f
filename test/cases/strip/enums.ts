export enum Direction { Up = 1, Down, Left, Right }
export enum Text { A = 'a', B = "b", 'c d' = 'c', }
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
  float = 1.5, last
}
enum Merged { a = 1 }
enum Merged { c = Merged.a }
enum Empty {}
export declare enum Declared { x }
export const merged = Merged;
export const empty = Empty;
export function local() {
  enum Local { x = 10, y }
  const enum Local2 { z = Local.y as number }
  return [Local, Local2.z, Local[11]]
}
export const values = [Direction.Up, Direction[2], Text.B, Mixed.both, Mixed['quoted-name'], local()];
