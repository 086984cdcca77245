// Preloaded into a server (LD_PRELOAD), makes each sync to disk take SLOW_SYNC_MS milliseconds longer, as on a slow disk.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slowly(const char *name, int fd) {
  const char *ms = getenv("SLOW_SYNC_MS");
  if (ms) usleep(atoi(ms) * 1000);
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return sync(fd);
}

int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
