#include "cede_check.h"
