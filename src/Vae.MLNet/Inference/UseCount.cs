namespace Vae.MLNet.Inference;

/// <summary>
/// Counts the users of a native object: owners and calls in flight. The last one to leave frees the object, so that disposing
/// while another thread scores takes effect after that call, and never under it.
/// </summary>
internal sealed class UseCount
{
    private int _users = 1;

    /// <summary>Adds a user, unless the last one has left.</summary>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Removes a user; true for the last one, who must free the object.</summary>
    public bool Leave() => Interlocked.Decrement(ref _users) == 0;
}
