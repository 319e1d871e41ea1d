# fails: tonight never-stuck
# The Job is deleted, but the server's state is left as it is: tonight hangs again.
kubectl get cronjobs,jobs,pods
kubectl delete jobs --all
