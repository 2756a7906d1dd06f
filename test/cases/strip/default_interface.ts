export default interface Nothing { a: 1 }
