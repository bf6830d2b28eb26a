
// The current folder and the console belong to one notebook at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
