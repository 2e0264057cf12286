#if AZURE
global using Microsoft.Azure.Functions.Worker;
global using Microsoft.DurableTask;
global using Microsoft.DurableTask.Client;
global using Microsoft.DurableTask.Entities;
#else
global using Ham4Db.Runtime.DurableTask;
global using Ham4Db.Runtime.DurableTask.Client;
global using Ham4Db.Runtime.DurableTask.Entities;
global using Ham4Db.Runtime.Worker;
#endif
global using Ham4Db.Core.Model;
global using Microsoft.Extensions.Logging;
