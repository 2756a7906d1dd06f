export default function* named() { yield 1 }
