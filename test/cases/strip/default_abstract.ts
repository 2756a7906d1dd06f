export default abstract class Shape { static y = 2 }
